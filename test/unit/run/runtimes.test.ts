import { deepEqual, equal, rejects } from 'node:assert/strict';
import path from 'node:path';
import { CodedError } from '../../../src/contract/codes';
import { PROTOCOL } from '../../../src/contract/job';
import { MAXIMUM_LIMITS } from '../../../src/contract/limits';
import { withRuntime } from '../../../src/course/progress/progress';
import { updateProgress } from '../../../src/course/progress/update-progress';
import type { Engine } from '../../../src/engine/client/engine';
import { textOf } from '../../../src/results/texts';
import type { RunSettings } from '../../../src/run/request';
import { Runtimes } from '../../../src/run/runtimes';
import { buildFailed } from '../../support/messages';
import { ROOT } from '../../support/run';
import { makeFolder, removeFolders } from '../course/place';

const COURSE = {
  id: 'echo',
  title: 'Echo',
  directory: '/courses/echo',
  language: 'python',
  runtimes: { python: '>=3.11' },
};
const DOCKER = path.join(ROOT, 'docker');

/** An engine that has the images of these repositories, built by hand. */
function engineWith(...repositories: readonly string[]): { engine: Engine; asked: string[] } {
  const asked: string[] = [];
  const inspectImage = async (ref: string) => {
    asked.push(ref);
    const there = repositories.some((name) => ref === `${name}:latest`);
    return there
      ? { id: 'sha256:1', labels: { 'codealong.protocol': String(PROTOCOL) }, arch: 'amd64', size: 1 }
      : null;
  };
  return { engine: { inspectImage } as unknown as Engine, asked };
}

function runtimes(settings: Partial<RunSettings> = {}): Runtimes {
  return new Runtimes(DOCKER, () => ({ engineHost: null, image: null, maxima: MAXIMUM_LIMITS, ...settings }));
}

describe('Which runtime a run takes', () => {
  afterEach(removeFolders);
  const chosen = async (engine: Engine, settings: Partial<RunSettings> = {}, root: string | null = null) =>
    (await runtimes(settings).choose({ course: COURSE, root }, engine)).runtime.id;

  it('is the newest one that has an image, else the recommended one', async () => {
    equal(await chosen(engineWith('codealong-python-runner', 'codealong-python-3.13-runner').engine), 'python-3.13');
    equal(await chosen(engineWith('codealong-python-runner').engine), 'python-3.11');
    equal(await chosen(engineWith().engine), 'python-3.14');
  });

  it('is the one that is asked for, without a look at the images', async () => {
    const { engine, asked } = engineWith('codealong-python-runner');
    equal(await chosen(engine, { runtime: 'python-3.12' }), 'python-3.12');
    deepEqual(asked, []);
  });

  it('is the one of the folder’s progress, and of nobody else’s', async () => {
    const { engine } = engineWith();
    const root = await makeFolder({ 'main.py': '' });
    await updateProgress(root, COURSE, (before) => withRuntime(before, 'python-3.12'));
    equal(await chosen(engine, {}, root), 'python-3.12');
    const other = { ...COURSE, id: 'chess' };
    equal((await runtimes().choose({ course: other, root }, engine)).runtime.id, 'python-3.14');
  });

  it('is the one of progress that is damaged, or of a newer version: none is switched silently', async () => {
    const { engine } = engineWith('codealong-python-3.13-runner');
    const pass = '"say": { "done_at": "2026-01-02T03:04:05.678Z", "seed": 1';
    const rows = [
      [
        `{ "course": "echo", "steps": { ${pass}, "runtime": "python-3.11" } }, "runtime": "python-3.12"\n<<<<<<<`,
        'python-3.12',
      ],
      [`{ "course": "echo", "steps": { ${pass} } }, <<<<<<<`, 'python-3.11'],
      ['{ "format_version": 9, "course": "echo", "runtime": "python-3.12", "steps": [] }', 'python-3.12'],
      ['{ "course": "echo", "runtime": "../3.12", "steps": {', 'python-3.13'],
      ['{ "course": "chess", "runtime": "python-3.12", "steps": {', 'python-3.13'],
    ] as const;
    for (const [text, id] of rows)
      equal(await chosen(engine, {}, await makeFolder({ '.codealong/progress.json': text })), id, text);
  });

  it('is the one that a window knows of a folder whose progress cannot be written', async () => {
    const root = await makeFolder({ 'main.py': '' });
    await updateProgress(root, COURSE, (before) => withRuntime(before, 'python-3.12'));
    const unwritten = async (of: string) => (of === root ? 'python-3.13' : null);
    equal(await chosen(engineWith().engine, { unwritten }, root), 'python-3.13');
    equal(await chosen(engineWith().engine, { unwritten: async () => null }, root), 'python-3.12');
  });

  it('is one that the folder’s own file asks for, at hand if one of them is', async () => {
    const root = await makeFolder({ 'pyproject.toml': '[project]\nname = "mine"\nrequires-python = ">=3.12,<3.14"\n' });
    equal(await chosen(engineWith('codealong-python-3.12-runner').engine, {}, root), 'python-3.12');
    equal(await chosen(engineWith().engine, {}, root), 'python-3.13');
  });

  it('is the one of the setting for a folder that has not begun', async () => {
    const settings = { runtimes: { python: 'python-3.13' } };
    equal(await chosen(engineWith('codealong-python-runner').engine, settings), 'python-3.13');
  });

  it('is any for no course', async () => {
    equal((await runtimes().choose(null, engineWith('codealong-python-runner').engine)).runtime.id, 'python-3.11');
  });

  it('can be offered: those that the course takes, and which have an image', async () => {
    const offers = await runtimes().offers(
      { ...COURSE, runtimes: { python: '>=3.11 <3.13' } },
      engineWith('codealong-python-runner').engine,
    );
    deepEqual(
      offers.map(({ runtime, isThere }) => [runtime.id, isThere]),
      [
        ['python-3.12', false],
        ['python-3.11', true],
      ],
    );
    equal((await runtimes().offers(COURSE, null)).filter(({ isThere }) => isThere).length, 0);
  });

  it('may not be to be had: the failure of a build then says which others are there', async () => {
    const failed = new CodedError('image-build-failed', buildFailed('no such host', 'python:3.14-slim'));
    const told = await runtimes().withOthers(failed, engineWith('codealong-python-runner').engine);
    deepEqual((told as CodedError<'image-build-failed'>).args.there, 'Python 3.11');
    for (const debian of [true, false]) {
      const { advice = '' } = textOf({ code: 'image-build-failed', args: { ...buildFailed('no such host'), debian } });
      equal(advice.includes('setup-docker.sh --runtime python-3.14'), debian);
    }
    const lost = new CodedError('engine-lost', { call: 'build', reason: '' });
    equal(await runtimes().withOthers(lost, engineWith().engine), lost);
  });

  it('does not hide that the engine was lost', async () => {
    const engine = { inspectImage: () => Promise.reject(new CodedError('engine-lost', { call: 'x', reason: '' })) };
    await rejects(chosen(engine as unknown as Engine), { code: 'engine-lost' });
  });
});
