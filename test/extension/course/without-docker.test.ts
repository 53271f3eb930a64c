import { deepEqual, equal } from 'node:assert/strict';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { until } from '../../support/waiting';
import { marks, progress, runStepTests, SOLUTION, stateOnLens, typeProgram } from './learner';
import { withoutDocker } from './settings';

/** Longer than the pause between two attempts to reach a missing engine. */
const A_WHILE_MS = 3_500;

/** Counts the connection attempts at a port and accepts none. */
async function knocks<T>(port: number, use: (count: () => number) => Promise<T>): Promise<T> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  try {
    return await use(() => count);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('A run without Docker', () => {
  it('ends, says on the lens that Docker is needed, and turns nothing green', async () => {
    const before = await progress();
    await typeProgram(SOLUTION);
    await withoutDocker(runStepTests);
    equal(await stateOnLens(), '$(warning) not run (Docker is needed)');
    deepEqual(marks(), []);
    deepEqual(await progress(), before);
  });

  it('asks for Docker again until its advice is dismissed, and not after that', async () => {
    await withoutDocker(async (port) => {
      await runStepTests();
      await knocks(port, async (count) => {
        await until(() => count() > 0);
        await vscode.commands.executeCommand('notifications.clearAll');
        const asked = count();
        await sleep(A_WHILE_MS);
        equal(count(), asked);
      });
    });
  });
});
