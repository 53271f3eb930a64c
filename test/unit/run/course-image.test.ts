import { deepEqual, equal, match } from 'node:assert/strict';
import path from 'node:path';
import { CodedError } from '../../../src/contract/codes';
import type { BuildMessage, BuildOptions, Engine, ListedImage } from '../../../src/engine/client/engine';
import type { RunnerImage } from '../../../src/engine/image/image';
import { ensureCourseImage } from '../../../src/run/course-image';
import { ROOT } from '../../support/run';
import { makeFolder, removeFolders } from '../course/place';

const RUNNER: RunnerImage = { ref: 'runner:1', id: 'sha256:1', base: null, source: 'built', runtime: 'python-3.14' };
const RUNTIME = { id: 'python-3.14', image: { kind: 'base', base: 'base:1' } } as const;
const HOUR = 60 * 60_000;
const UNFIT = { package: 'a', wheels: 'a-1-cp39-cp39-win32.whl', version: '3.14.8', machine: 'x86_64' };

interface Wish {
  /** What the last line of each build says, one after the other; null for a build that succeeds. */
  readonly says: readonly ({ code: string; args: object } | null)[];
  readonly images?: readonly ListedImage[];
  /** Whether the runtime's base is there. */
  readonly base?: boolean;
}

/** An engine whose builds say that. */
function engineThat({ says, images = [], base = true }: Wish) {
  const builds: BuildOptions[] = [];
  const removed: string[] = [];
  const made = new Set(['runner:1', ...(base ? ['base:1'] : [])]);
  const parts: Partial<Engine> = {
    inspectImage: async (ref) => (made.has(ref) ? { id: 'sha256:2', labels: {}, arch: 'amd64', size: 1 } : null),
    build: async (_, options, onMessage) => {
      for (const message of messages(says[builds.length] ?? null)) onMessage(message);
      if (says[builds.length] === null) for (const tag of options.tags) made.add(tag);
      builds.push(options);
    },
    listImages: async () => images,
    removeImage: async (name) => void removed.push(name),
  };
  return { engine: parts as Engine, builds, removed };
}

function messages(said: object | null): readonly BuildMessage[] {
  if (said === null) return [];
  return [
    { kind: 'stream', text: JSON.stringify(said) },
    { kind: 'error', text: 'returned a non-zero code: 1' },
  ];
}

async function imageIn(wish: Wish, id = 'echo') {
  const fake = engineThat(wish);
  const directory = await makeFolder({ 'requirements.txt': `a==1 --hash=sha256:${'ab'.repeat(32)}\n` });
  const course = { id, directory, packages: ['requirements.txt'] };
  const image = ensureCourseImage(fake.engine, course, RUNNER, RUNTIME, { dockerDir: path.join(ROOT, 'docker') });
  return { ...fake, done: await image.catch((error: CodedError) => error) };
}

/** The code of the refusal, with its args. */
async function refused(wish: Wish): Promise<readonly [string, object]> {
  const { done } = await imageIn(wish);
  if (!(done instanceof CodedError)) throw new Error('nothing was refused');
  return [done.code, done.args];
}

describe('The image of a course with packages', () => {
  afterEach(removeFolders);
  const missing = { code: 'wheel-missing', args: { package: 'a' } };
  const unfit = { code: 'wheel-unfit', args: UNFIT };
  const notFetched = (why: string) => ({ code: 'wheel-not-fetched', args: { why, package: 'a', said: '' } });

  it('has the name of the course, whatever hyphens end it', async () => {
    for (const id of ['echo', 'echo-', 'echo--']) {
      const { done } = await imageIn({ says: [null] }, id);
      match((done as RunnerImage).ref, /^codealong-course-echo:[0-9a-f]{12}$/);
    }
  });

  it('fetches what is not in the course in the runtime’s base, which is told the package', async () => {
    const { builds, done } = await imageIn({ says: [missing, null] });
    equal((done as RunnerImage).id, 'sha256:2');
    deepEqual(
      builds.map(({ args = {} }) => [args.FETCH_IMAGE, args.FETCH]),
      [
        ['runner:1', ''],
        ['base:1', 'a'],
      ],
    );
  });

  it('is refused for the wheel that does not fit, not because no other one could be fetched', async () => {
    for (const why of ['no-pip', 'failed'])
      deepEqual(await refused({ says: [unfit, notFetched(why)] }), ['wheel-unfit', UNFIT]);
    deepEqual(await refused({ says: [unfit, notFetched('hash')] }), Object.values(notFetched('hash')));
  });

  it('is refused with the package that could not be fetched, also where there is no base to fetch it with', async () => {
    deepEqual(await refused({ says: [missing, notFetched('no-pip')] }), Object.values(notFetched('no-pip')));
    const [code, args] = await refused({ says: [missing, { code: 'other', args: {} }], base: false });
    const said = 'returned a non-zero code: 1';
    deepEqual([code, args], ['wheel-not-fetched', { why: 'no-base', package: 'a', said }]);
  });

  it('leaves no stages of failed builds behind for more than an hour, but every image that was built', async () => {
    const at = (age: number) => Date.now() - age;
    const images = [
      { id: 'newest', refs: [], createdAt: at(2 * HOUR) },
      { id: 'older', refs: [], createdAt: at(3 * HOUR) },
      { id: 'built', refs: ['codealong-course-echo:1'], createdAt: at(3 * HOUR) },
    ];
    const says = { code: 'wheel-path', args: { wheel: 'a.whl', path: '../a' } };
    deepEqual((await imageIn({ says: [says], images })).removed, ['older']);
    deepEqual((await imageIn({ says: [null], images })).removed, ['older', 'codealong-course-echo:1']);
  });
});
