import assert from 'node:assert/strict';
import path from 'node:path';
import { type Course, stepFrom } from '../../../src/course/format/format';
import { loadDirectory } from '../../../src/course/format/load';
import type { Target } from '../../../src/editor/base/target';
import { OpenHints } from '../../../src/editor/task/open-hints';
import { ShowHint } from '../../../src/editor/task/show-hint';
import { showHintLink } from '../../../src/editor/testing/command-link';
import { FakeMemento } from '../../support/fake-memento';
import { FakeWindow } from '../../support/fake-window';
import { settle } from '../../support/waiting';
import { courseFiles, makeFolder, removeFolders } from '../course/place';

describe('The next hint', () => {
  let window: FakeWindow;
  let course: Course;
  let target: Target;
  let openHints: OpenHints;
  let hint: ShowHint;
  let pages: string[];

  beforeEach(async () => {
    const hints = '## What?\n\nThis.\n\n## How?\n\nSo.\n';
    const root = await makeFolder({ ...courseFiles('echo/'), 'echo/steps/02-repeat/hints.md': hints });
    course = await loadDirectory(path.join(root, 'echo'));
    const step = course.steps[1] ?? assert.fail();
    target = { course, step, root, file: path.join(root, 'main.py') };
    window = new FakeWindow();
    openHints = new OpenHints(window.api, new FakeMemento());
    pages = [];
    const sources = { targets: { meant: async () => target }, workspace: { folders: [target] }, openHints };
    hint = new ShowHint(window.api, sources, async (shown) => void pages.push(shown?.step.id ?? 'none'));
  });
  afterEach(removeFolders);

  /** As the menu of a failure gives it. */
  const failed = (step: string) => ({ test: { id: `echo/${step}/test_say.py::test_says` }, message: {} });

  it('is opened for the step that the learner is at, by its failure or without one, until all are open', async () => {
    for (const given of [undefined, failed('repeat'), undefined]) await hint.run(given);
    assert.deepEqual([openHints.of(target), pages], [2, ['repeat', 'repeat', 'repeat']]);
  });

  it('is not one of this step at the failure of an earlier one, whose page is offered', async () => {
    await hint.run(failed('say'));
    const step = stepFrom(course, target.step, -1) ?? assert.fail();
    const link = showHintLink(window.api, { ...target, step });
    await hint.run(...link.args);
    assert.equal(window.messages.length, 2);
    assert.deepEqual([openHints.of(target), pages], [0, []]);
    assert.match(window.message.text, /^This test belongs to step 1\./);
    window.message.answer('Go to Step');
    await settle();
    assert.deepEqual(
      window.commands.map(({ name, args: [first] }) => [name, first]),
      [
        ['codealong.goToStep', { folder: { root: target.root }, step: { id: 'say' } }],
        ['codealong.showHint', window.commands[1]?.args[0]],
      ],
    );
  });

  it('is missing with the course, and not only with the step', async () => {
    target = { ...target, step: course.steps[0] ?? assert.fail() };
    await hint.run();
    assert.match(window.message.text, /no hints for step 1/);
    await removeFolders();
    await assert.rejects(hint.run(), { code: 'course-gone' });
  });
});
