import os from 'node:os';
import * as vscode from 'vscode';
import { Editor } from './editor/editor';

let editor: Editor | null = null;

/** Registers everything and reads nothing: courses are looked for once this has returned. */
export function activate(context: vscode.ExtensionContext): void {
  const platform = { platform: process.platform, env: process.env, home: os.homedir() };
  const made = new Editor(vscode, context, platform, {
    core: () => import('./core-bundle'),
    task: () => import('./task-bundle'),
  });
  editor = made;
  context.subscriptions.push(made);
  setImmediate(() => void made.begin());
}

/** The editor waits for this, up to five seconds: containers that are being removed are gone by then. */
export async function deactivate(): Promise<void> {
  editor?.dispose();
  await editor?.close();
  editor = null;
}
