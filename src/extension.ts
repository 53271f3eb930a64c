import * as vscode from 'vscode';

/** The composition of the extension. The editor's part comes with the next issue; the core is `src/run`. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('CodeAlong', { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('codealong.showLog', () => log.show()),
  );
}
