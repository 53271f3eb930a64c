import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as vscode from 'vscode';
import type { SandboxEvent } from '../../../src/contract/events';
import { CoverageView } from '../../../src/editor/coverage/coverage-view';
import { CoverageRequests } from '../../../src/editor/testing/coverage-requests';
import { deferred } from '../../../src/sandbox/promises';
import { removeFolders } from '../course/place';
import { failure } from '../results/make';
import { CoreByHand, GREEN } from './core-by-hand';
import { targetOf } from './make';
import { allPass, LOUD, openScene, run, SAYS, type Scene, type Script } from './scene';

const SOURCE = Buffer.from('x\n'.repeat(9));
const FUNCTION = { name: 'answer', line: 3, first: 4, last: 5 };
const LINES: SandboxEvent = { event: 'coverable', path: 'main.py', lines: [1, 5], functions: [FUNCTION] };
const END: SandboxEvent = { event: 'traced', why: null };

function covered(test: string, ...lines: readonly number[]): SandboxEvent {
  return { event: 'covered', test, files: [{ path: 'main.py', lines }] };
}

/** Ends as this script does, and tells these events behind its end. */
function telling(
  events: readonly SandboxEvent[] | null,
  script: Script = allPass,
  source: Uint8Array = SOURCE,
): Script {
  return async (played) => {
    const files = [{ path: 'main.py', bytes: source }];
    const ending = await script(played);
    // A run that is cut off tells nothing.
    const covered = sleep(20).then(() => ({ jobs: [played.request.signal?.aborted ? null : events], files }));
    return { ...ending, covered };
  };
}

describe('Coverage in the Testing view', () => {
  afterEach(removeFolders);

  async function open(files?: Readonly<Record<string, string>>) {
    const scene = await openScene(files);
    const { api } = scene.editor;
    const asked: unknown[] = [];
    const runs: Scene['runs']['handle'] = (...args) => scene.runs.handle(...args);
    let view: CoverageView | null = null;
    const coverage = async () => {
      view ??= new CoverageView(api);
      return view;
    };
    const requests = new CoverageRequests(api, scene.tree, { handle: runs }, { coverage });
    const play = scene.service.run.bind(scene.service);
    scene.service.run = (target, observer, signal, how) => {
      asked.push(how);
      return play(target, observer, signal, how);
    };
    return { scene, asked, requests };
  }

  /** What the editor shows when a file is opened. */
  async function details({ testing }: Scene, at = -1, test?: string) {
    const [profile, file] = [testing.profiles.at(-1), testing.coverage.at(at)];
    assert.ok(profile !== undefined && file !== undefined);
    const one = file as unknown as vscode.FileCoverage;
    const token = {} as vscode.CancellationToken;
    const newer = profile as vscode.TestRunProfile & { loadDetailedCoverageForTest: (...args: unknown[]) => unknown };
    const found =
      test === undefined
        ? await profile.loadDetailedCoverage?.({} as vscode.TestRun, one, token)
        : await newer.loadDetailedCoverageForTest({}, one, testing.item(test), token);
    return (found as readonly object[]).map((detail) => `${detail}`);
  }

  it('is a run like any other, which asks for coverage', async () => {
    const { scene, asked } = await open();
    const log = await run(scene, telling([covered(`steps/01-say/${SAYS}`, 1, 4), LINES, END]));
    assert.deepEqual(asked, [{ coverage: 'all' }]);
    assert.match(log, /passed {4}Says it {2}12 ms\n[\s\S]*passed {4}Says it loudly {2}12 ms\nend$/);
    assert.deepEqual(scene.cameTo, ['say']);
  });

  it('shows lines and functions of the learner’s own file, of all tests and of one', async () => {
    const { scene } = await open();
    const [says, loud] = [SAYS, LOUD].map((test) => `steps/01-say/${test}`);
    await run(scene, telling([covered(says ?? '', 1, 2), covered(loud ?? '', 1, 1, 3, 4), LINES, END]));
    const [file, ...others] = scene.testing.coverage;
    assert.deepEqual([file?.uri.fsPath, others.length], [`${scene.folders[0]}/main.py`, 0]);
    assert.deepEqual(await details(scene), ['1', '2', '3', '4', '5 not', 'answer()']);
    assert.deepEqual(await details(scene, -1, `echo/say/${SAYS}`), [
      '1',
      '2',
      '3 not',
      '4 not',
      '5 not',
      'answer() not',
    ]);
    const { includesTests } = file as unknown as { includesTests: readonly { label: string }[] };
    assert.deepEqual(
      includesTests.map(({ label }) => label),
      ['Says it', 'Says it loudly'],
    );
  });

  it('says in words what was not reached', async () => {
    const { scene } = await open();
    await run(scene, telling([covered(`steps/01-say/${SAYS}`, 1, 3), LINES, END]));
    assert.match(scene.testing.output.at(-1) ?? '', /Not reached by this step's tests: answer\(\) was never called\./);
  });

  it('is shown of a run that fails, too', async () => {
    const { scene } = await open();
    const fails: Script = async (sandbox) => {
      await sandbox.collect();
      await sandbox.finish(SAYS, { outcome: 'failed', failure: failure('message', {}, { message: 'No.' }) });
      await sandbox.finish(LOUD);
      return sandbox.done();
    };
    await run(scene, telling([covered(`steps/01-say/${SAYS}`, 1, 3), LINES, END], fails));
    assert.equal(scene.testing.coverage.length, 1);
  });

  it('is what the steps of one test run have reached together, unless the program has changed', async () => {
    const { scene } = await open();
    const shown = async (later: Uint8Array) => {
      scene.script = (played) => {
        const { number, folder } = played.request.step;
        const told = [covered(`${folder}/test_x.py::test_x`, number, number), LINES, END];
        return telling(told, allPass, number === 1 ? SOURCE : later)(played);
      };
      await scene.testing.run(['echo/say', 'echo/repeat'].map((id) => scene.testing.item(id)));
      return (await details(scene)).slice(0, 2);
    };
    assert.deepEqual(await shown(SOURCE), ['1', '2']);
    assert.deepEqual(await shown(Buffer.from('y\n'.repeat(9))), ['1 not', '2']);
  });

  it('says why there is none', async () => {
    const { scene } = await open();
    const told = async (script: Script) => {
      await run(scene, script);
      return (scene.testing.output.at(-1) ?? '').replaceAll('\r\n', ' ').trim();
    };
    assert.match(
      await told(telling([{ event: 'traced', why: 'others' }])),
      /^There is no coverage: your program starts/,
    );
    assert.match(await told(telling(null)), /^There is no coverage: the tests were run once more/);
    assert.match(
      await told(async () => ({ problem: { code: 'cancelled', args: { call: 'build' } } })),
      /^There is no coverage, because/,
    );
    assert.equal(scene.testing.coverage.length, 0);
  });

  it('is cut off when another run begins', async () => {
    const core = new CoreByHand();
    const behind = deferred<null>();
    const first = await core.started();
    first.mine.request.signal?.addEventListener('abort', () => behind.resolve(null));
    first.mine.end({ ...GREEN, covered: behind.promise.then(() => ({ jobs: [null], files: [] })) });
    await first.result;
    const second = await core.started(targetOf());
    assert.equal(first.mine.request.signal?.aborted, true);
    second.mine.end(GREEN);
    await second.result;
    core.service.dispose();
  });
});
