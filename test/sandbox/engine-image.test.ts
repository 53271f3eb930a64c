import { deepEqual, equal, match, notEqual, ok, rejects } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CodedError } from '../../src/contract/codes';
import { PROTOCOL } from '../../src/contract/job';
import type { Engine } from '../../src/engine/client/engine';
import { connect } from '../../src/engine/endpoint/connect';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import { ensureImage, type ImageOptions } from '../../src/engine/image/image';
import type { BuildProgress } from '../../src/engine/image/image-build';
import { Sources } from '../../src/engine/image/sources';
import { argsIn } from '../support/messages';
import { runtime, runtimeOn } from '../support/runtimes';
import { importEmpty, importShell, PREFIX, removeTestImages } from './engine-image-kit';

const OURS = { 'codealong.protocol': String(PROTOCOL) };
const SHELL = `${PREFIX}-shell`;

describe('The image to run in', function () {
  this.timeout(60_000);
  let engine: Engine;
  let dockerDir = '';
  let turn = 0;
  let repository = '';
  /** What the Dockerfile is built on. */
  let base = '';

  before(async () => {
    const platform = { platform: process.platform, env: process.env, home: homedir() };
    ({ engine } = await connect({ platform, files: hostFiles }));
    await importShell(SHELL);
  });

  beforeEach(async () => {
    turn += 1;
    repository = `${PREFIX}-image${turn}`;
    base = SHELL;
    dockerDir = await mkdtemp(join(tmpdir(), 'codealong docker-'));
    await dockerfile(`FROM scratch\nCOPY x.txt /${repository}\n`);
  });

  afterEach(async () => {
    await rm(dockerDir, { recursive: true });
    await removeTestImages(`${repository}:`);
  });

  after(async () => {
    await removeTestImages();
    engine.close();
  });

  async function dockerfile(text: string): Promise<void> {
    // Labelled in every stage, so that what has no name can be found and removed.
    await writeFile(join(dockerDir, 'Dockerfile'), text.replace(/^FROM .*$/gm, `$&\nLABEL ${PREFIX}=x`));
    await writeFile(join(dockerDir, 'x.txt'), `${repository}\n`);
  }

  function ensure(build: ImageOptions['build'], more: Partial<ImageOptions> = {}) {
    return ensureImage(engine, { runtime: runtimeOn(base), dockerDir, repository, build, ...more });
  }

  it('is missing when there is none and none may be built', async () => {
    await rejects(ensure('never'), { code: 'image-missing', args: { image: repository } });
  });

  it('is built once, tagged with the hash of its sources and as latest, and found from then on', async () => {
    const progress: BuildProgress[] = [];
    const built = await ensure('if-missing', { onProgress: (it) => progress.push(it) });
    const { hash } = await new Sources(dockerDir).read();
    const { id } = runtime();
    const ref = `${repository}:${hash.slice(0, 12)}`;
    deepEqual([built.ref, built.source, built.base], [ref, 'built', null]);
    ok(progress.some(({ step, steps }) => step === 2 && steps >= 2));
    const latest = await engine.inspectImage(`${repository}:latest`);
    equal(latest?.id, built.id);
    deepEqual(latest?.labels, { ...OURS, [PREFIX]: 'x', 'codealong.source': hash, 'codealong.runtime': id });
    const found = { ref, id: built.id, base: null, source: 'hash', runtime: id };
    deepEqual(await ensure('never'), found);
    deepEqual(await ensure('if-missing', { onProgress: () => ok(false) }), found);
  });

  it('is built anew when its sources changed: the latest is an old build of ours then', async () => {
    const old = await ensure('if-missing');
    await dockerfile(`FROM scratch\nCOPY x.txt /${repository}-new\n`);
    await rejects(ensure('never'), { code: 'image-missing' });
    const now = await ensure('if-missing');
    equal(now.source, 'built');
    notEqual(now.id, old.id);
  });

  it('is a latest that was built by hand, if that speaks our protocol', async () => {
    await importEmpty(`${repository}:latest`, { 'codealong.protocol': '999' });
    await rejects(ensure('never'), { code: 'image-missing' });
    await importEmpty(`${repository}:latest`, {});
    await rejects(ensure('never'), { code: 'image-missing' });
    await importEmpty(`${repository}:latest`, { ...OURS, 'codealong.base': 'debian' });
    const { ref, source, base } = await ensure('if-missing');
    deepEqual([ref, source, base], [`${repository}:latest`, 'hand-built', 'debian']);
  });

  it('is built again on request', async () => {
    await importEmpty(`${repository}:latest`, OURS);
    equal((await ensure('always')).source, 'built');
    equal((await ensure('always')).source, 'built');
  });

  it('is the setting’s and no other, which must be there and speak our protocol', async () => {
    const setting = `${repository}-own:1`;
    await rejects(ensure('always', { setting }), { code: 'image-missing', args: { image: setting } });
    await importEmpty(setting, { 'codealong.protocol': '999' });
    const args = { image: setting, found: '999', wanted: String(PROTOCOL) };
    await rejects(ensure('never', { setting }), { code: 'image-wrong-protocol', args });
    await importEmpty(setting, {});
    await rejects(ensure('never', { setting }), { code: 'image-wrong-protocol', args: { ...args, found: null } });
    await importEmpty(setting, OURS);
    const { ref, source } = await ensure('never', { setting: ` ${setting} ` });
    deepEqual([ref, source], [setting, 'setting']);
  });

  it('copies the label of its base about the base’s origin', async () => {
    base = `${repository}-base:1`;
    await importEmpty(base, { 'codealong.base': 'debian' });
    await dockerfile(`ARG BASE_IMAGE=${base}\nFROM $BASE_IMAGE AS one\nFROM scratch\nCOPY --from=one / /\n`);
    equal((await ensure('if-missing')).base, 'debian');
    equal((await ensure('never')).base, 'debian');
  });

  it('says why its build failed, and which script to run', async () => {
    await dockerfile(`FROM ${SHELL}\nRUN echo the reason >&2; exit 3\n`);
    await rejects(ensure('if-missing'), ({ code, args }: CodedError) => {
      equal(code, 'image-build-failed');
      match(String(args.line), /returned a non-zero code: 3/);
      deepEqual([args.last, args.base], ['the reason', null]);
      // With its path: nobody looks for it inside an installed extension.
      match(String(args.script), /^\/.+\/scripts\/setup-docker\.sh$/);
      return true;
    });
    await dockerfile('FROM scratch\nNONSENSE x\n');
    await rejects(ensure('if-missing'), ({ code, args }: CodedError) => {
      equal(code, 'image-build-failed');
      match(String(args.line), /NONSENSE/);
      return true;
    });
  });

  it('names the base image that is missing and cannot be pulled', async () => {
    base = `${PREFIX.toLowerCase()}.invalid/base:1`;
    await dockerfile(`ARG BASE_IMAGE=${base}\nFROM \${BASE_IMAGE}\n`);
    await rejects(ensure('if-missing'), ({ code, args }: CodedError) => {
      deepEqual([code, argsIn(args).base], ['image-build-failed', base]);
      return true;
    });
  });

  it('is another one on another base, and names the runtime that it was built for', async () => {
    const other = `${repository}-other:1`;
    for (const name of [`${repository}-base:1`, other]) await importEmpty(name, {});
    base = `${repository}-base:1`;
    await dockerfile(`ARG BASE_IMAGE=${base}\nFROM $BASE_IMAGE\nCOPY x.txt /\n`);
    const first = await ensure('if-missing');
    const second = await ensure('if-missing', { runtime: { ...runtimeOn(other), id: 'python-3.12' } });
    notEqual(second.ref, first.ref);
    deepEqual([first.runtime, second.runtime], [runtime().id, 'python-3.12']);
  });

  it('is built once for two that ask at the same time', async () => {
    const heard: string[][] = [[], []];
    const [one, two] = await Promise.all(
      heard.map((lines) => ensure('if-missing', { onProgress: (it) => lines.push(it.line) })),
    );
    deepEqual(one, two);
    ok((heard[0]?.length ?? 0) > 0);
    deepEqual(heard[0], heard[1]);
  });

  it('is not built any further when the build is cancelled', async () => {
    await dockerfile(`FROM ${SHELL}\nRUN echo ${repository}; sleep 20\nLABEL done=1\n`);
    const cancel = new AbortController();
    const start = performance.now();
    const onProgress = ({ line }: BuildProgress) => {
      if (line === repository) cancel.abort();
    };
    await rejects(ensure('if-missing', { signal: cancel.signal, onProgress }), { code: 'cancelled' });
    ok(performance.now() - start < 10_000);
    await rejects(ensure('never'), { code: 'image-missing' });
    await rejects(ensure('if-missing', { signal: AbortSignal.abort() }), { code: 'cancelled' });
  });
});
