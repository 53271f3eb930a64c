import { ok } from 'node:assert/strict';
import * as vscode from 'vscode';

interface Command {
  readonly command: string;
  readonly category?: string;
}

/** The parts of package.json that the tests read. */
export interface Manifest {
  readonly main: string;
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly Command[]>>;
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
}

/** Our extension, as the editor knows it. @throws AssertionError when it is missing */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('codealong.codealong');
  ok(found, 'the extension is not there');
  return found;
}

export function manifest(): Manifest {
  return extension().packageJSON as Manifest;
}

/** Fails when a command of the manifest is not registered. */
export async function everyCommandIsRegistered(): Promise<void> {
  const registered = await vscode.commands.getCommands(true);
  const { commands } = manifest().contributes;
  ok(commands.length > 0);
  for (const { command } of commands) ok(registered.includes(command), command);
}
