import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IMAGE_USERS, PYTHON } from '../../../src/contract/image';
import { collectSuite } from '../../../src/course/suite';
import type { Engine } from '../../../src/engine/client/engine';
import { takenBy } from '../../../src/sandbox/create';
import { containerSpec } from '../../../src/sandbox/spec';
import { PLATFORM, ROOT } from '../../support/run';
import { docker } from '../docker-cli';
import type { Leg, Sample } from '../leg';
import type { BenchStep } from '../steps';
import { dockerFlags, seccompOf } from './docker-flags';
import { IdleContainer } from './idle-container';

const BUILD_MS = 180_000;
const RUN_MS = 60_000;
const CALL_MS = 30_000;
const PLAIN = path.join(ROOT, 'test', 'bench', 'plain');

/** The bench's image, a container without limits that runs it, and the profile in a file. The opener disposes it. */
export class PlainPlace {
  private constructor(
    private readonly engine: Engine,
    readonly image: string,
    readonly container: IdleContainer,
    private readonly folder: string,
    readonly session: string,
  ) {}

  /** @param runner the image that we ship, which has the suites' module and pytest. */
  static async open(engine: Engine, runner: string, steps: readonly BenchStep[], session: string): Promise<PlainPlace> {
    const folder = await mkdtemp(path.join(tmpdir(), 'codealong-bench-'));
    const image = `codealong-bench:${session.toLowerCase().replace(/[^a-z0-9]/g, '-')}`;
    try {
      await writeContext(path.join(folder, 'context'), steps);
      await docker(
        ['build', '-q', '-t', image, '--build-arg', `RUNNER=${runner}`, path.join(folder, 'context')],
        BUILD_MS,
      );
      const options = ['--network=none', `--label=codealong.session=${session}`];
      const container = await IdleContainer.open(image.replace(':', '-'), image, options);
      return new PlainPlace(engine, image, container, folder, session);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** With every limit of our sandbox. */
  async limited(step: BenchStep): Promise<readonly string[]> {
    const labels = { 'codealong.session': this.session };
    const wanted = { image: this.image, limits: step.limits, users: IMAGE_USERS, labels, unclaimedSeconds: 0 };
    const spec = containerSpec({ ...wanted, ...takenBy(this.engine) });
    const file = path.join(this.folder, 'seccomp.json');
    await writeFile(file, seccompOf(spec) ?? '');
    return [...dockerFlags(spec, file), `--label=codealong.session=${this.session}`];
  }

  async dispose(): Promise<void> {
    await this.container.dispose();
    await docker(['rmi', '-f', this.image], CALL_MS);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** (a) The usual design: a whole `docker run --rm` for each run, with our limits. */
export class DockerRunLeg implements Leg {
  readonly name = 'docker-run';
  #flags: readonly string[] | null = null;

  constructor(
    private readonly place: PlainPlace,
    private readonly step: BenchStep,
  ) {}

  async round(): Promise<Sample> {
    this.#flags ??= await this.place.limited(this.step);
    const { env, cwd } = placeOf(this.step);
    const command = [this.place.image, ...pytest(this.step)];
    const { ms } = await docker(['run', '--rm', ...this.#flags, ...env, `--workdir=${cwd}`, ...command], RUN_MS);
    return { ms, gone_ms: null, refill_ms: null, stamps: null };
  }
}

/** (d) The pytest process alone, in a container that runs already and has no limits. */
export class BareLeg implements Leg {
  readonly name = 'bare';

  constructor(
    private readonly place: PlainPlace,
    private readonly step: BenchStep,
  ) {}

  async round(): Promise<Sample> {
    const { env, cwd } = placeOf(this.step);
    const watch = [PYTHON, '-I', '/bench/stopwatch.py', ...pytest(this.step)];
    const { stdout } = await docker(['exec', ...env, `--workdir=${cwd}`, this.place.container.name, ...watch], RUN_MS);
    const { ms, code, said } = JSON.parse(stdout) as { ms: number; code: number; said: string };
    if (code !== 0) throw new Error(`bare pytest of ${this.step.name} ended with ${code}: ${said}`);
    return { ms, gone_ms: null, refill_ms: null, stamps: null };
  }
}

function folderOf({ name }: BenchStep): string {
  return name.replace('/', '-');
}

function placeOf(step: BenchStep) {
  const here = `/bench/${folderOf(step)}`;
  const paths = ['/opt/codealong/lib', '/bench', `${here}/suite`].join(':');
  return { cwd: `${here}/program`, env: [`--env=PYTHONPATH=${paths}`, `--env=BENCH_ENTRY=${step.entry}`] };
}

/** As a person would call it, but without the cache, which a read-only root could not hold. */
function pytest(step: BenchStep): readonly string[] {
  const suite = `/bench/${folderOf(step)}/suite`;
  const options = [
    '-q',
    '-p',
    'plain_plugin',
    '-p',
    'no:cacheprovider',
    '--import-mode=importlib',
    `--rootdir=${suite}`,
  ];
  return [PYTHON, '-m', 'pytest', ...options, `${suite}/${step.step.folder}`];
}

async function writeContext(context: string, steps: readonly BenchStep[]): Promise<void> {
  await cp(PLAIN, context, { recursive: true, filter: (file) => !file.includes('__pycache__') });
  for (const step of steps) {
    const here = path.join(context, folderOf(step));
    await cp(step.solution, path.join(here, 'program'), { recursive: true });
    for (const file of (await collectSuite(step.course, step.step, PLATFORM)).files) {
      const target = path.join(here, 'suite', file.path);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, file.bytes);
    }
  }
}
