import { deepEqual, equal, ok } from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import { everyCommandIsRegistered, extension, manifest } from '../extension';
import { say } from '../say';
import { type Activation, stopwatch, type Taken, watchActivation } from './stopwatch';

/** Milliseconds that nobody notices. */
const LIMIT_MS = 30;
/** On a slow machine: this many times what the same process takes to load the core. Where nothing was wrong, 0.9 to 1.6 were seen. */
const TIMES_CORE = 2;

function none(): null {
  return null;
}

/** The clock includes time of other processes, and the CPU time includes other threads. The smaller one is closer to ours. */
function ours({ clock, processor }: Taken): number {
  return Math.min(clock, processor);
}

function told({ clock, processor }: Taken): string {
  return `${clock.toFixed(1)} ms by the clock, ${processor.toFixed(1)} ms of the processor`;
}

function loadingOf(file: string): Taken {
  const elapsed = stopwatch();
  createRequire(file)(file);
  return elapsed();
}

// An extension host activates the extension once, so these tests follow the order of its life.
describe('The extension in a folder that is no course', () => {
  let activation: Activation | null = null;

  it('is installed and asleep', () => {
    equal(extension().isActive, false);
  });

  it('wakes when its command is called, within 30 ms or twice the loading of the core', async () => {
    const main = realpathSync(path.join(extension().extensionPath, manifest().main));
    const watched = watchActivation(main);
    const problem = await vscode.commands.executeCommand('codealong.showLog').then(none, String);
    await extension().activate(); // rejects with the reason, which the command does not report
    equal(problem, null);
    equal(extension().isActive, true);
    activation = watched();
    const { loading, activating } = activation;
    const text = `loading: ${told(loading)}; activate: ${told(activating)}`;
    const core = loadingOf(path.join(path.dirname(main), 'core-bundle.js'));
    say(`      ${text}; the core: ${told(core)}`);
    ok(ours(loading) + ours(activating) < Math.max(LIMIT_MS, TIMES_CORE * ours(core)), `${text}; ${told(core)}`);
  });

  it('has touched neither disk nor network nor another program until then', () => {
    deepEqual(activation?.touched, []);
  });

  it('has registered every command of its manifest', everyCommandIsRegistered);
});
