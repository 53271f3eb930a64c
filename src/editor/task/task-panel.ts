import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Uri, ViewColumn, WebviewPanel } from 'vscode';
import { escapeHtml } from '../../contract/escape-text';
import { stepCatalogue } from '../../results/texts/editor-catalogue';
import type { TaskSections } from '../../task/task-page';
import { type Api, type Disposable, DisposableStore } from '../base/api';

export const TASK_VIEW = 'codealong.task';

/** What the page asks for: a command of ours, or a file that a text of the course links to. */
export type TaskWish = { readonly command: string } | { readonly open: string };

/** Commands that a course's text may link to. */
export const TASK_COMMANDS = [
  'runStepTests',
  'runProgram',
  'nextStep',
  'previousStep',
  'showHint',
  'showSolution',
  'stopRun',
] as const;

/** What only the buttons of the page may ask for. */
const PAGE_COMMANDS: readonly string[] = [
  ...TASK_COMMANDS,
  'startCourse',
  'openTask',
  'openTaskAsText',
  'goToStep',
  'renameBack',
  'debugTest',
  'runOnSave',
  'stopRunOnSave',
];

/** The page of a task in its panel: shows sections, and passes on the learner's wishes. Everything in it is made by us or escaped. */
export class TaskPanel implements Disposable {
  readonly #disposables = new DisposableStore();
  #shown: TaskSections | null = null;

  constructor(
    private readonly api: Api,
    private readonly panel: WebviewPanel,
    private readonly extension: Uri,
    onWish: (wish: TaskWish) => void,
    onClosed: () => void,
    onShown: () => void,
  ) {
    this.#disposables.add(panel.onDidDispose(onClosed));
    // What was sent to a hidden page has not arrived.
    this.#disposables.add(panel.onDidChangeViewState(() => (panel.visible ? onShown() : undefined)));
    this.#disposables.add(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const wish = wishIn(message);
        if (wish !== null) onWish(wish);
      }),
    );
  }

  /** Shows a step, or the end of a course. The page is made anew for another folder of pictures; else only what has changed is sent. */
  show(title: string, sections: TaskSections, step: Uri): void {
    const { webview } = this.panel;
    this.panel.title = title;
    const roots = [this.api.Uri.joinPath(this.extension, 'media'), step];
    const isSame = webview.options.localResourceRoots?.at(-1)?.toString() === step.toString();
    if (this.#shown === null || !isSame) {
      webview.options = {
        enableScripts: true,
        enableCommandUris: TASK_COMMANDS.map((name) => `codealong.${name}`),
        localResourceRoots: roots,
      };
      webview.html = this.#html(title, sections);
    } else void webview.postMessage({ sections });
    this.#shown = sections;
  }

  /** The address of a picture below the step's folder; null for anything else. */
  picture(step: string, target: string): string | null {
    const file = path.resolve(step, decoded(target));
    const isBelow = !/^[a-z][a-z0-9+.-]*:/i.test(target) && file.startsWith(step + path.sep);
    if (!isBelow || !/\.(?:png|jpe?g|gif|webp|svg)$/i.test(file)) return null;
    return this.panel.webview.asWebviewUri(this.api.Uri.file(file)).toString();
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  reveal(column?: ViewColumn): void {
    this.panel.reveal(column, true);
  }

  dispose(): void {
    this.#disposables.dispose();
    this.panel.dispose();
  }

  #html(title: string, sections: TaskSections): string {
    const { webview } = this.panel;
    const media = (name: string) =>
      webview.asWebviewUri(this.api.Uri.joinPath(this.extension, 'media', name)).toString();
    const nonce = randomBytes(16).toString('hex');
    const { cspSource } = webview;
    const policy = `default-src 'none'; img-src ${cspSource}; style-src ${cspSource}; font-src ${cspSource}; script-src 'nonce-${nonce}'`;
    const files = { style: media('task.css'), script: media('task.js') };
    return pageHtml({ title, sections, policy, nonce, ...files });
  }
}

interface Page {
  readonly title: string;
  readonly sections: TaskSections;
  readonly policy: string;
  readonly nonce: string;
  readonly style: string;
  readonly script: string;
}

function pageHtml({ title, sections, policy, nonce, style, script }: Page): string {
  const { actions, lastRun } = stepCatalogue.task;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${style}"></head>
<body><header><p id="where">${sections.where}</p></header>
<main><div id="notices">${sections.notices}</div>
<article id="task">${sections.task}</article>
<section id="tests" aria-labelledby="tested">${sections.tests}</section>
<section id="verdict" aria-live="polite" aria-label="${lastRun}">${sections.verdict}</section>
<section id="hints">${sections.hints}</section></main>
<nav id="actions" aria-label="${actions}">${sections.actions}</nav>
<script nonce="${nonce}" src="${script}"></script></body></html>`;
}

/** The page is ours, but what it shows is a course's: its messages are looked at like a stranger's. */
function wishIn(message: unknown): TaskWish | null {
  if (typeof message !== 'object' || message === null) return null;
  const { command, open }: { command?: unknown; open?: unknown } = message;
  if (typeof open === 'string') return { open };
  return typeof command === 'string' && PAGE_COMMANDS.includes(command) ? { command } : null;
}

/** The path in a link, without what stands behind `?` or `#`. */
export function decoded(target: string): string {
  try {
    return decodeURIComponent(target.replace(/[?#].*$/s, ''));
  } catch {
    return target;
  }
}
