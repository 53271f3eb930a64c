import { equal, ok } from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { timeActivation } from './stopwatch';

const ID = 'codealong.codealong';

interface Manifest {
  readonly main: string;
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(ID);
  ok(found, `${ID} is not there`);
  return found;
}

function none(): null {
  return null;
}

function manifest(): Manifest {
  return extension().packageJSON as Manifest;
}

// One extension host is one life of the extension: these tests are in the order of that life.
describe('the extension, in a folder that is no course', () => {
  it('is there and asleep', () => {
    equal(extension().isActive, false);
  });

  it('wakes within 100 ms when its command is called', async () => {
    const taken = timeActivation(realpathSync(path.join(extension().extensionPath, manifest().main)));
    const problem = await vscode.commands.executeCommand('codealong.showLog').then(none, String);
    await extension().activate(); // rejects with what was in its way, which the command does not tell
    equal(problem, null);
    equal(extension().isActive, true);
    // The clock runs on while others have the processor, and the processor works for other threads as well: the smaller one is ours.
    const { clock, processor } = taken();
    ok(
      Math.min(clock, processor) < 100,
      `${clock.toFixed(0)} ms by the clock, ${processor.toFixed(0)} ms of the processor`,
    );
  });

  it('has registered every command of its manifest', async () => {
    const registered = await vscode.commands.getCommands(true);
    ok(registered.includes('codealong.showLog'));
    for (const { command } of manifest().contributes.commands) ok(registered.includes(command), command);
  });
});
