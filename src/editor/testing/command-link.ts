import type * as vscode from 'vscode';
import { CODE, escapeText } from '../../contract/escape-text';
import { runtimeTitle } from '../../contract/runtime';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { COMMANDS } from '../base/commands';
import type { Target } from '../base/target';

/** A link from an error to a command with its arguments. */
export interface Link {
  readonly label: string;
  readonly command: string;
  /** Any JSON values; a `Uri` arrives as a `Uri`. */
  readonly args: readonly unknown[];
}

/** The same run again. */
export function tryAgain(api: Api, { file, step }: Target): Link {
  return aboutFile(api, file, editorCatalogue.buttons.tryAgain, COMMANDS.runStepTests, step.id);
}

/** The next hint of this step: the file may be at another one by then. */
export function showHintLink(api: Api, { file, step }: Target): Link {
  return aboutFile(api, file, editorCatalogue.commands.showHint, COMMANDS.showHint, step.id);
}

/** Another runtime from now on, and the tests at once. @param runtime its id */
export function runInLink(api: Api, { file }: Target, runtime: string): Link {
  return aboutFile(api, file, editorCatalogue.buttons.runIn(runtimeTitle(runtime)), COMMANDS.chooseRuntime, runtime);
}

/** The list of runtimes, for a program that cannot run in its own any more. */
export function chooseRuntimeLink(api: Api, { file }: Target): Link {
  return aboutFile(api, file, COMMANDS.chooseRuntime.title, COMMANDS.chooseRuntime);
}

function aboutFile(api: Api, file: string, label: string, { id }: { readonly id: string }, ...more: string[]): Link {
  return { label, command: id, args: [api.Uri.file(file), ...more] };
}

export function startCourseLink(): Link {
  return { label: editorCatalogue.commands.startCourse, command: COMMANDS.startCourse.id, args: [] };
}

export function courseFoldersLink(): Link {
  return {
    label: editorCatalogue.buttons.openSetting,
    command: 'workbench.action.openSettings',
    args: ['codealong.courseFolders'],
  };
}

/** The way out of Restricted Mode. */
export function trustLink(): Link {
  return { label: editorCatalogue.buttons.manageTrust, command: 'workbench.trust.manage', args: [] };
}

/** Opens a file at a line, counted from 1. The editor takes only the address from such a link, so the line is part of the address. */
export function openFile(label: string, uri: vscode.Uri, line: number): Link {
  return { label, command: 'vscode.open', args: [uri.with({ fragment: `L${Math.max(1, line)}` })] };
}

/** Shows any text literally but for code between backticks, and escaped, with one link below or before it. The text cannot run any other command. */
export function linked(api: Api, text: string, link: Link, place: 'below' | 'before' = 'below'): vscode.MarkdownString {
  const shown = linkTo(link);
  const parts = place === 'below' ? [...paragraphs(text), shown] : [`${shown} ${paragraphs(text).join(' ')}`];
  const markdown = new api.MarkdownString(parts.join('\n\n'));
  markdown.isTrusted = { enabledCommands: [link.command] };
  return markdown;
}

function target({ command, args }: Link): string {
  // Parentheses would end the link, and are left alone by the encoding.
  const query = encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, (one) => (one === '(' ? '%28' : '%29'));
  return args.length === 0 ? `command:${command}` : `command:${command}?${query}`;
}

/** The link itself, as Markdown. The message that has it trusts its command alone. */
export function linkTo(link: Link): string {
  return `[${literalMarkdown(link.label)}](${target(link)})`;
}

/** A line that begins with spaces would be code, where no character can be taken literally. */
function paragraphs(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [sentenceMarkdown(line.trim())]));
}

/** One line with code in the letters of code; everything else is shown literally. */
export function sentenceMarkdown(line: string): string {
  return escapeText(line)
    .split(CODE)
    .map((part, index) => (index % 2 === 0 ? literalMarkdown(part) : `\`${part}\``))
    .join('');
}

/** Everything that means something in Markdown is punctuation of ASCII, and a backslash before that takes the meaning away. */
function literalMarkdown(text: string): string {
  return escapeText(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
