import { deepEqual, equal, ok } from 'node:assert/strict';
import { gone, nothingIsLeft, ours, removeOurs } from '../../support/containers';
import { until } from '../../support/waiting';
import { missingEngine, needEngine } from './engine';
import { MAIN, marks, progress, runStepTests, SOLUTION, SYNTAX_ERROR, stateOnLens, type, typeProgram } from './learner';
import { set, withSetting } from './settings';

/** Polls while something goes on. @returns whether the condition was ever true */
async function everWhile(what: () => boolean, action: () => Promise<void>): Promise<boolean> {
  let ever = false;
  const timer = setInterval(() => {
    ever ||= what();
  }, 2);
  try {
    await action();
    return ever;
  } finally {
    clearInterval(timer);
  }
}

/** The largest number of our containers at one time while something went on. */
async function containersWhile(action: () => Promise<void>): Promise<number> {
  let most = 0;
  let goesOn = true;
  const ended = action().finally(() => {
    goesOn = false;
  });
  while (goesOn) most = Math.max(most, (await ours()).length);
  await ended;
  return most;
}

// The window is killed after its tests, so it could not remove its warm sandbox.
after(async () => {
  await set('warmSandboxes', 0);
  if ((await missingEngine()) === null) await gone(5_000);
});

// In the order of a learner's work: each test continues where the previous one ended.
describe('A run with Docker', () => {
  let ready = false;

  before(async function () {
    await needEngine(this);
    ready = true;
  });

  after(async () => {
    if (ready) await removeOurs();
  });

  it('passes for a correct program: on the lens, in the progress, and without a mark', async () => {
    deepEqual((await progress()).steps, {});
    await typeProgram(SOLUTION);
    await runStepTests();
    equal(await stateOnLens(), '$(pass) passed 1 of 1');
    deepEqual(Object.keys((await progress()).steps), ['bind']);
    deepEqual(marks(), []);
  });

  it('is out of date on the lens as soon as the program is edited', async () => {
    await typeProgram(SYNTAX_ERROR);
    equal(await stateOnLens(), '$(history) edited since the last run');
  });

  it('marks the line of a syntax error, and no other', async () => {
    await typeProgram(SYNTAX_ERROR);
    await runStepTests();
    const [mark, ...more] = marks();
    deepEqual(more, []);
    equal(mark?.range.start.line, 7 - 1);
    equal(mark.severity, 0);
    ok(mark.message.includes("expected ':'"), mark.message);
    equal(await stateOnLens(), '$(error) 1 of 1 failed');
  });

  it('takes the mark away when it begins, and sets it again', async () => {
    equal(marks().length, 1);
    ok(await everWhile(() => marks().length === 0, runStepTests));
    equal(marks().length, 1);
  });

  it('leaves no mark on a line that is edited', async () => {
    equal(marks().length, 1);
    await type(MAIN, '# all new\n');
    await until(() => marks().length === 0);
  });

  it('sets no mark where marks are switched off', async () => {
    await typeProgram(SYNTAX_ERROR);
    await withSetting('diagnostics.enabled', false, runStepTests);
    equal(await stateOnLens(), '$(error) 1 of 1 failed');
    deepEqual(marks(), []);
  });

  it('has one container, and leaves none behind', async () => {
    await withSetting('warmSandboxes', 0, async () => {
      await nothingIsLeft();
      equal(await containersWhile(runStepTests), 1);
      await nothingIsLeft();
    });
  });
});
