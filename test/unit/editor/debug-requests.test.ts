import { deepEqual, equal, rejects } from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Debugged, KnownFailure } from '../../../src/editor/debug/debugged';
import { DebugRequests } from '../../../src/editor/testing/debug-requests';
import { StepTargets } from '../../../src/editor/testing/step-targets';
import { removeFolders } from '../course/place';
import { LOUD, openScene, SAYS, targetOf } from './scene';

describe('What is debugged', () => {
  afterEach(removeFolders);

  async function scene(failure: KnownFailure | null = null, isBegun = true) {
    const shown = await openScene();
    await shown.refresh();
    const { api } = shown.editor;
    const of = (file: string) => shown.workspace.targetOf(file);
    const begun = new StepTargets(api, shown.workspace, { of, filesAlone: async () => [] });
    const targets = isBegun ? begun : ({ find: async () => null } as unknown as StepTargets);
    const debugged: Debugged[] = [];
    const asked: (string | null)[] = [];
    const requests = new DebugRequests(api, shown.tree, targets, {
      failed: (error) => {
        throw error;
      },
      debug: async (one) => void debugged.push(one),
      failureOf: (_target, test) => {
        asked.push(test);
        return failure;
      },
    });
    const [step] = shown.workspace.courses[0]?.steps ?? [];
    const test = (id: string) => {
      const [course] = shown.workspace.courses;
      return course && step && shown.tree.test(course, step, id);
    };
    const target = () => targetOf(shown);
    return { requests, debugged, asked, test, target, labels: shown.testing.labels };
  }

  it('has a profile whose name fits a step and a course, too', async () => {
    const { labels } = await scene();
    equal(labels.at(-1), 'Debug');
  });

  it('is the test of the failure whose button was pressed, from the line that its report named', async () => {
    const place = { file: 'main.py', line: 3 };
    const { requests, debugged, asked, test } = await scene({ test: LOUD, place });
    await requests.debugGiven({ test: test(LOUD) });
    deepEqual(
      debugged.map(({ only, stopAt, target }) => [only, stopAt, target.step.number]),
      [[LOUD, place, 1]],
    );
    deepEqual(asked, [LOUD]);
  });

  it('is the first test that failed where only the step is known', async () => {
    const { requests, debugged, target } = await scene({ test: SAYS, place: null });
    await requests.debugStep(target());
    deepEqual(
      debugged.map(({ only, target: { file } }) => [only, file]),
      [[SAYS, target().file]],
    );
  });

  it('is every test of the step where none has failed', async () => {
    const { requests, debugged, target } = await scene();
    await requests.debugStep(target());
    equal(debugged.length, 1);
    equal(debugged[0]?.only, null);
  });

  it('is nothing where the course is not begun, and that is said', async () => {
    const { requests, debugged, test } = await scene(null, false);
    await rejects(requests.debugGiven({ test: test(LOUD) }), { code: 'no-learner-folder' });
    deepEqual(debugged, []);
  });

  it('is nothing where a test of another extension is given', async () => {
    const { requests, debugged } = await scene();
    equal(await requests.debugGiven({ test: { id: 'of another extension' } as vscode.TestItem }), false);
    equal(await requests.debugGiven(undefined), false);
    deepEqual(debugged, []);
  });
});
