import { ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Progress } from '../../../src/course/progress/progress';
import { extension } from '../extension';

/** The learner's folder of the Redis course that this window has open, absolute; run-extension-tests.mjs has made it. */
export const ROOT = rootOfWindow();
export const MAIN = vscode.Uri.file(path.join(ROOT, 'main.py'));

function rootOfWindow(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  ok(folder, 'no folder is open');
  return folder.uri.fsPath;
}

/** A file of this project, by its path in it. */
export function ours(...names: readonly string[]): string {
  return path.join(extension().extensionPath, ...names);
}

/** Programs for step 1: a correct one, and one that Python cannot parse. */
export const SOLUTION = ours('courses', 'redis', 'steps', '01-bind', 'solution', 'main.py');
export const SYNTAX_ERROR = ours('test', 'fixtures', 'programs', 'syntax-error.py');

/** Replaces the whole text in the editor without saving. Resolves to the document. */
export async function type(uri: vscode.Uri, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), text);
  ok(await vscode.workspace.applyEdit(edit), `${uri} was not edited`);
  return document;
}

/** The program in that file, typed into main.py. */
export async function typeProgram(file: string): Promise<void> {
  await type(MAIN, await readFile(file, 'utf8'));
}

/** Resolves when the run has ended, whatever its outcome. */
export async function runStepTests(): Promise<void> {
  await vscode.commands.executeCommand('codealong.runStepTests', MAIN);
}

export async function lensesOf(uri: vscode.Uri): Promise<readonly vscode.Command[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
  );
  return lenses.flatMap(({ command }) => command ?? []);
}

/** The text of the lens over main.py about the last run, without the time that it took; null when there was none. It follows that of the run. */
export async function stateOnLens(): Promise<string | null> {
  const lenses = await lensesOf(MAIN);
  const run = lenses.findIndex(({ command }) => command === 'codealong.runStepTests');
  const state = lenses[run + 1];
  return state === undefined || state.command === 'codealong.openTask' ? null : state.title.replace(/ · [\d.]+ s$/, '');
}

export async function progress(): Promise<Progress> {
  return JSON.parse(await readFile(path.join(ROOT, '.codealong', 'progress.json'), 'utf8')) as Progress;
}

/** Our marks in main.py. */
export function marks(): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(MAIN).filter(({ source }) => source === 'CodeAlong');
}
