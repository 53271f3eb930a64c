import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { ours } from '../support/containers';
import { LearnerFolder } from '../support/learner';
import { solution } from '../support/run';
import { MINUTE, windowOn } from './learner-window';

const AGAIN_MS = 200;

describe('Run My Program', function () {
  this.timeout(2 * MINUTE);
  const window = windowOn(
    () => LearnerFolder.make(solution('03-many-pings')),
    // The letters of a terminal are then in the page, where a test can read them.
    () => ({ settings: { 'terminal.integrated.gpuAcceleration': 'off' } }),
  );
  const terminals = () => window.workbench.page.locator('.terminal-wrapper:visible');
  const program = () => terminals().first();
  const client = () => terminals().nth(1);

  /** What a terminal shows, with plain blanks. */
  async function shown(terminal: Locator): Promise<string> {
    return (await terminal.locator('.xterm-rows').innerText()).replaceAll('\u00a0', ' ');
  }

  async function shows(terminal: Locator, text: string | RegExp, milliseconds = MINUTE): Promise<void> {
    const until = Date.now() + milliseconds;
    for (;;) {
      const now = await shown(terminal).catch(() => '');
      if (typeof text === 'string' ? now.includes(text) : text.test(now)) return;
      assert.ok(Date.now() < until, `no ${text} in:\n${now}`);
      await window.workbench.page.waitForTimeout(AGAIN_MS);
    }
  }

  async function type(terminal: Locator, text: string): Promise<void> {
    await terminal.locator('.xterm-screen').click();
    await window.workbench.page.keyboard.type(text, { delay: 20 });
  }

  it('opens a terminal in which the program runs, and offers the client once it listens', async () => {
    const { workbench } = window;
    await workbench.page.setViewportSize({ width: 1366, height: 768 });
    await workbench.openFile('main.py');
    await workbench.waitForLens('Run My Program');
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Run My Program' }).first().click();
    await shows(program(), '$ python3 main.py');
    await workbench.message('main.py listens on port 6379').waitFor({ timeout: MINUTE });
    await workbench.screenshot('run-program-1-offer');
  });

  it('and its client stand side by side, and the program answers PING', async () => {
    const { workbench } = window;
    await workbench.message('main.py listens on port 6379').getByRole('button', { name: 'Open Client' }).click();
    await shows(client(), '127.0.0.1:6379>');
    await type(client(), 'PING\n');
    await shows(client(), 'PONG');
    await workbench.screenshot('run-program-2-client');
  });

  it('is ended by Ctrl+C, its end is told in words, and the client with it', async () => {
    const { workbench } = window;
    await program().locator('.xterm-screen').click();
    await workbench.page.keyboard.press('Control+C');
    await shows(program(), 'Your program was ended by signal 2');
    await shows(program(), 'Press any key to run it again.');
    await shows(client(), 'Your program has ended.');
    await workbench.screenshot('run-program-3-ended');
  });

  it('a key saves what was typed meanwhile and runs it again, and the client comes back', async () => {
    const { workbench } = window;
    await workbench.typeOver(
      'print("an edit that was not saved")\nname = input("Your name? ")\nprint("Hello,", name)\nraise SystemExit(1)\n',
    );
    await workbench.page.waitForTimeout(500);
    await type(program(), ' ');
    await shows(program(), 'an edit that was not saved');
    await type(program(), 'Ada\n');
    await shows(program(), 'Hello, Ada');
    await shows(program(), 'Your program ended with exit code 1.');
    await workbench.screenshot('run-program-4-again');
  });

  it('knows when its terminal gets another size', async () => {
    const { workbench } = window;
    await workbench.typeOver(
      'import os, signal, time\nsignal.signal(signal.SIGWINCH, lambda *_: print("now", os.get_terminal_size().columns))\n' +
        'print("first", os.get_terminal_size().columns)\nwhile True:\n    time.sleep(0.1)\n',
    );
    await workbench.runCommand('CodeAlong: Run My Program');
    await shows(program(), /first \d+/);
    const before = Number(/first (\d+)/.exec(await shown(program()))?.[1]);
    await workbench.page.setViewportSize({ width: 900, height: 700 });
    await shows(program(), /now \d+/);
    const after = Number(/now (\d+)/.exec(await shown(program()))?.[1]);
    assert.ok(after < before, `${before} columns before, ${after} after`);
  });

  it('keeps the window usable when the program floods its terminal', async () => {
    const { workbench } = window;
    await workbench.page.setViewportSize({ width: 1366, height: 768 });
    await workbench.typeOver('while True:\n    print("flood " * 20)\n');
    await workbench.runCommand('CodeAlong: Run My Program');
    await shows(program(), /flood flood/);
    await workbench.page.waitForTimeout(3_000);
    const began = Date.now();
    await workbench.openFile('main.py');
    assert.ok(Date.now() - began < 15_000, `opening a file took ${Date.now() - began} ms`);
    await workbench.screenshot('run-program-5-flood');
    await program().locator('.xterm-screen').click();
    await workbench.page.keyboard.press('Control+C');
    await shows(program(), 'Your program was ended by signal 2');
  });

  it('ends when its terminal is closed', async () => {
    const { workbench } = window;
    await workbench.typeOver('import time\nprint("here I am")\ntime.sleep(600)\n');
    await workbench.runCommand('CodeAlong: Run My Program');
    await shows(program(), 'here I am');
    // By their names: meanwhile another sandbox may begin to wait for the next run.
    const before = await ours();
    const isOver = async () => {
      const now = new Set(await ours());
      return before.some((id) => !now.has(id));
    };
    await workbench.runCommand('Terminal: Kill All Terminals');
    const until = Date.now() + MINUTE;
    while (!(await isOver())) {
      assert.ok(Date.now() < until, 'the sandbox is still there');
      await workbench.page.waitForTimeout(AGAIN_MS);
    }
  });
});
