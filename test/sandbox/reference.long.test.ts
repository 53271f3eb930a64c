import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Reference } from '../../src/authoring/reference-trial';
import { References } from '../../src/authoring/references';
import type { CodedError } from '../../src/contract/codes';
import { PROTOCOL } from '../../src/contract/job';
import { findStep, loadDirectory } from '../../src/course/format/load';
import type { Engine } from '../../src/engine/client/engine';
import type { DerivedImage } from '../../src/engine/image/derived-image';
import { ensureDerived } from '../../src/engine/image/derived-image';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { argsIn } from '../support/messages';
import { inTemporaryFolder, newRunner, PLATFORM, REDIS, ROOT, SETTINGS } from '../support/run';

const CALC = path.join(ROOT, 'test', 'courses', 'calc');
const DOCKER = path.join(ROOT, 'docker');
const NEVER = new AbortController().signal;
/** A name that nothing else uses, so that no image of another process is touched. */
const COURSE = `calc-${process.pid}`;
const AGAIN = `${COURSE}-again`;
const REPOSITORY = `codealong-reference-${COURSE}`;

describe('The genuine program of a course', function () {
  this.timeout(240_000);
  let runner: Runner;
  let references: References;
  let engine: Engine;
  before(async () => {
    runner = newRunner();
    references = new References(PLATFORM, DOCKER, SETTINGS, runner);
    engine = await runner.engine();
  });
  after(async () => {
    for (const label of [COURSE, AGAIN].map((course) => `codealong.reference=${course}`))
      for (const { id, refs } of await engine.listImages([label]))
        for (const name of refs.length === 0 ? [id] : refs) await engine.removeImage(name);
    await references.dispose();
    await runner.dispose();
    await nothingIsLeft();
  });

  /** A copy of calc whose reference is the last solution, with an image of its own. */
  async function withReference<T>(dockerfile: string | null, use: (folder: string) => Promise<T>): Promise<T> {
    return inTemporaryFolder(async (folder) => {
      await cp(CALC, folder, { recursive: true });
      const file = path.join(folder, 'course.json');
      await writeFile(file, (await readFile(file, 'utf8')).replace('"calc"', `"${COURSE}"`));
      await mkdir(path.join(folder, 'reference'));
      const steps = (await loadDirectory(folder)).steps;
      const solution = path.join(folder, steps.at(-1)?.folder ?? '', 'solution');
      await cp(solution, path.join(folder, 'reference'), { recursive: true });
      if (dockerfile !== null) await writeFile(path.join(folder, 'reference', 'Dockerfile'), dockerfile);
      return use(folder);
    });
  }

  async function prepare(folder: string, progress: string[] = []): Promise<Reference> {
    const watch = { building: ({ line }: { line: string }) => void progress.push(line) };
    const found = await references.prepare(await loadDirectory(folder), watch, NEVER);
    assert.ok(found !== null);
    return found;
  }

  async function outcomes(folder: string, reference: Reference): Promise<readonly string[]> {
    const course = await loadDirectory(folder);
    const outcomes: string[] = [];
    for (const step of course.steps) {
      const { root, entry } = reference;
      const where = { file: path.join(root, entry), source: null, root, entry };
      const how = { withEarlier: false, seed: null };
      const { report } = await reference.runner.run({ course, step: findStep(course, step.id), ...where, ...how });
      outcomes.push(report.outcome === 'passed' ? 'passed' : JSON.stringify(report, null, 2));
    }
    return outcomes;
  }

  it('does not exist without a folder for it', async () => {
    assert.equal(await references.prepare(await loadDirectory(CALC), undefined, NEVER), null);
  });

  it('runs in the shared image if it has none of its own', () =>
    withReference(null, async (folder) => {
      const reference = await prepare(folder);
      assert.equal(reference.runner, runner);
      assert.deepEqual(await outcomes(folder, reference), ['passed', 'passed']);
    }));

  it('runs in its own image, built once on ours and found from then on', () =>
    withReference('ARG RUNNER_IMAGE\nFROM $RUNNER_IMAGE\nCOPY Dockerfile /opt/mark\n', async (folder) => {
      const said: string[] = [];
      const first = await prepare(folder, said);
      assert.ok(said.length > 0);
      assert.notEqual(first.runner, runner);
      assert.deepEqual(await outcomes(folder, first), ['passed', 'passed']);
      const again = await prepare(folder, said.splice(0) && said);
      assert.equal(again.runner, first.runner);
      assert.deepEqual(said, []);
      const [image] = await engine.listImages([`codealong.reference=${COURSE}`]);
      const facts = await engine.inspectImage(image?.refs[0] ?? '');
      assert.match(image?.refs[0] ?? '', new RegExp(`^${REPOSITORY}-python-3\\.\\d+:[0-9a-f]{12}$`));
      assert.equal(facts?.labels['codealong.protocol'], String(PROTOCOL));
    }));

  it('says which line of its Dockerfile failed, and what is missing', async () => {
    await withReference('ARG RUNNER_IMAGE\nFROM $RUNNER_IMAGE\nRUN echo the reason; exit 3\n', async (folder) => {
      await assert.rejects(prepare(folder), ({ code, args }: CodedError) => {
        assert.deepEqual([code, argsIn(args).last, argsIn(args).base], ['derived-build-failed', 'the reason', null]);
        assert.match(String(argsIn(args).line), /exit 3.*returned a non-zero code: 3/);
        assert.equal(argsIn(args).folder, path.join(folder, 'reference'));
        return true;
      });
    });
    const base = `${COURSE}.invalid/base:1`;
    await withReference(`ARG A=${base}\nFROM $A\nARG RUNNER_IMAGE\n`, (folder) =>
      assert.rejects(prepare(folder), ({ code, args }: CodedError) => {
        assert.deepEqual([code, argsIn(args).base], ['derived-build-failed', base]);
        assert.match(String(argsIn(args).script), /scripts\/setup-docker\.sh$/);
        return true;
      }),
    );
  });

  it('leaves no image behind that is out of date, unless a container has it', () => {
    const stage = `ARG RUNNER_IMAGE\nFROM $RUNNER_IMAGE AS stage\nLABEL codealong.reference=${AGAIN}\nCOPY more.txt /opt/\n`;
    return withReference(`${stage}FROM $RUNNER_IMAGE\nCOPY --from=stage /opt/more.txt /opt/\n`, async (folder) => {
      const what: DerivedImage = {
        repository: REPOSITORY,
        folder: path.join(folder, 'reference'),
        runner: (await runner.image(null, () => {})).image,
        labels: { 'codealong.reference': AGAIN },
        script: '',
      };
      const build = async (text: string, keepMs: number) => {
        await writeFile(path.join(what.folder, 'more.txt'), text);
        return (await ensureDerived(engine, what, { onProgress: () => {}, signal: NEVER, keepMs })).ref;
      };
      const images = () => engine.listImages([`codealong.reference=${AGAIN}`]);
      const names = async () => (await images()).flatMap(({ refs }) => refs).sort();
      const one = await build('one', 60_000);
      const two = await build('two', 60_000);
      assert.deepEqual(await names(), [one, two].sort());
      assert.equal((await images()).length, 4, 'each has a stage');
      const { id } = await engine.createContainer({ Image: one });
      try {
        const three = await build('three', -60_000);
        assert.deepEqual(await names(), [one, three].sort());
      } finally {
        await engine.remove(id);
      }
      const four = await build('four', -60_000);
      assert.deepEqual(await names(), [four]);
      assert.equal((await images()).length, 2, 'the stage of the last one is kept for the next');
    });
  });
});

describe('The genuine Redis', function () {
  this.timeout(600_000);
  let runner: Runner;
  let references: References;
  before(() => {
    runner = newRunner();
    references = new References(PLATFORM, DOCKER, SETTINGS, runner);
  });
  after(async () => {
    await references.dispose();
    await runner.dispose();
    await nothingIsLeft();
  });

  it('passes every step', async () => {
    const course = await loadDirectory(REDIS);
    const reference = await references.prepare(course, undefined, NEVER);
    assert.ok(reference !== null);
    const { root, entry } = reference;
    for (const step of course.steps) {
      const where = { file: path.join(root, entry), source: null, root, entry };
      const { report } = await reference.runner.run({ course, step, ...where, withEarlier: false, seed: null });
      assert.equal(report.outcome, 'passed', JSON.stringify(report, null, 2));
    }
  });
});
