import { deepEqual, doesNotMatch, equal, match, notEqual } from 'node:assert/strict';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../src/contract/report';
import { findStep, loadDirectory } from '../../src/course/format/load';
import { render } from '../../src/results/report/render';
import { PLAIN } from '../../src/results/report/shown-text';
import type { RunSettings } from '../../src/run/request';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { sameAsFile, sameAsKept, withoutTimes } from '../support/golden';
import { inTemporaryFolder, newRunner, programFile, runOn } from '../support/run';
import { RUNTIMES } from '../support/runtimes';
import { SMOKE, SMOKE_PROGRAMS, SMOKE_STEP, smokeFile } from '../support/smoke';

const [OLDEST, NEWEST] = ['python-3.11', 'python-3.14'];
/** An image may have to be built. */
const BUILD_MS = 600_000;
const FILLED_MS = 20_000;

/** As `codealong test` shows it, without what differs from run to run. */
const shown = (report: Report) => render(withoutTimes(report), { style: PLAIN, durations: false }).join('\n');

/** The runtime that a report names; the version in full begins with that of the id. */
function ran({ runtime }: Report): string {
  match(`python-${runtime?.version}`, new RegExp(`^${runtime?.id.replace('.', '\\.')}\\.\\d+`));
  return runtime?.id ?? 'none';
}

let runner: Runner;
let settings: { -readonly [Name in keyof RunSettings]?: RunSettings[Name] };

function withRunner(): void {
  beforeEach(() => {
    settings = {};
    runner = newRunner({ settings });
  });
  afterEach(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });
}

async function report(runtime: string, file: string, step: string | number = SMOKE_STEP): Promise<Report> {
  settings.runtime = runtime;
  return (await runOn(runner, SMOKE, step, { file })).report;
}

/** Whether the runtime has an image, which is built if that can be done. Debian has a base of most of them, so setup made it. */
async function isToBeHad(runtime: string): Promise<boolean> {
  if (RUNTIMES.get(runtime)?.image.debian !== undefined) return true;
  return (await report(runtime, smokeFile(runtime, 'listens.py'))).reason !== 'image-build-failed';
}

describe('The smoke programs', function () {
  this.timeout(BUILD_MS);
  withRunner();

  for (const runtime of RUNTIMES.keys())
    for (const [name, outcome] of Object.entries(SMOKE_PROGRAMS))
      it(`end in ${runtime} with the text that is kept: ${name}`, async function () {
        if (!(await isToBeHad(runtime))) this.skip();
        const told = await report(runtime, smokeFile(runtime, `${name}.py`));
        deepEqual([told.outcome, ran(told)], [outcome, runtime]);
        sameAsFile(smokeFile(runtime, `${name}.txt`), shown(told));
      });

  it('that listen use what is new in their own runtime: the one before it is told to be too old', async () => {
    for (const [older, newer] of [
      [OLDEST, 'python-3.12'],
      [OLDEST, 'python-3.13'],
      ['python-3.13', NEWEST],
    ] as const) {
      const { outcome, tests } = await report(older, smokeFile(newer, 'listens.py'));
      equal(outcome, 'learner-error');
      match(tests[0]?.message ?? '', /^This is Python 3\.1[234] syntax; your program runs in Python 3\.1[13]\.\n/);
    }
  });
});

describe('A program for a newer Python', function () {
  this.timeout(BUILD_MS);
  withRunner();

  for (const name of ['type-statement', 'nested-quotes', 'type-parameter', 'bare-except'])
    it(`passes where the newest is taken, and is told to be too new for the oldest: ${name}`, async () => {
      const file = programFile(path.join('newer', `${name}.py`));
      const passed = await report(NEWEST, file);
      deepEqual([passed.outcome, ran(passed)], ['passed', NEWEST]);
      const told = await report(OLDEST, file);
      deepEqual([told.outcome, ran(told)], ['learner-error', OLDEST]);
      sameAsKept(`newer-${name}`, shown(told));
    });
});

describe('Several runtimes', function () {
  this.timeout(BUILD_MS);
  withRunner();

  const LISTENS = smokeFile(OLDEST, 'listens.py');

  /** In the runtime of the settings. Resolves when a sandbox waits. */
  async function filled(): Promise<void> {
    const course = await loadDirectory(SMOKE);
    await runner.warm(course, findStep(course, SMOKE_STEP), null);
    for (const until = Date.now() + FILLED_MS; runner.pool.ready < 1; await sleep(20))
      if (Date.now() > until) throw new Error('the pool was never filled');
  }

  it('have sandboxes of their own: one that waits is given to no program of another', async () => {
    settings.warmSandboxes = 1;
    const seen: (readonly [string, string | undefined])[] = [];
    const look = async (runtime: string) => {
      const told = await report(runtime, LISTENS);
      equal(told.outcome, 'passed');
      seen.push([ran(told), told.metrics?.sandbox]);
    };
    await look(OLDEST);
    await filled();
    await look(NEWEST);
    await filled();
    await look(NEWEST);
    await filled();
    await look(OLDEST);
    deepEqual(seen, [
      [OLDEST, 'cold'],
      [NEWEST, 'cold'],
      [NEWEST, 'warm'],
      [OLDEST, 'cold'],
    ]);
  });

  it('have passes of their own: earlier steps of one are run again in another', async () => {
    settings.rememberEarlierSteps = true;
    const remembered: (readonly [string, boolean | undefined])[] = [];
    for (const runtime of [OLDEST, OLDEST, NEWEST, NEWEST]) {
      settings.runtime = runtime;
      const result = await runOn(runner, SMOKE, SMOKE_STEP, { file: LISTENS }, { withEarlier: true });
      const [earlier] = result.report.regressions;
      deepEqual([result.verdict.outcome, earlier?.outcome], ['passed', 'passed']);
      remembered.push([ran(result.report), earlier?.remembered ?? false]);
    }
    deepEqual(remembered, [
      [OLDEST, false],
      [OLDEST, true],
      [NEWEST, false],
      [NEWEST, true],
    ]);
  });

  it('can be at work at the same time, each for the folder that asks for it', async () => {
    settings.runtime = null;
    await inTemporaryFolder(async (folder) => {
      const runs = [OLDEST, NEWEST].map(async (runtime) => {
        const root = path.join(folder, runtime);
        await mkdir(root);
        await copyFile(LISTENS, path.join(root, 'main.py'));
        await writeFile(path.join(root, '.python-version'), `${runtime.replace('python-', '')}\n`);
        const { report } = await runOn(runner, SMOKE, SMOKE_STEP, { file: path.join(root, 'main.py') }, { root });
        return [report.outcome, ran(report)];
      });
      deepEqual(await Promise.all(runs), [
        ['passed', OLDEST],
        ['passed', NEWEST],
      ]);
    });
  });

  it('have images of their own', async () => {
    const ids = new Set<string>();
    for (const runtime of [OLDEST, 'python-3.13', NEWEST]) {
      settings.runtime = runtime;
      const { image } = await runner.image(null, () => {});
      equal(image.runtime, runtime);
      notEqual(image.id, '');
      ids.add(image.id);
    }
    equal(ids.size, 3);
  });

  it('may not all be to be had: the text of one that cannot be built names the others', async function () {
    for (const runtime of [OLDEST, NEWEST]) await report(runtime, LISTENS);
    if (await isToBeHad('python-3.12')) this.skip();
    const { outcome, message } = await report('python-3.12', LISTENS);
    equal(outcome, 'sandbox-error');
    match(message ?? '', /^The image for Python 3\.12 could not be built/);
    match(message ?? '', /Python 3\.14\b[\s\S]*Python 3\.11\b/);
    // Debian has no 3.12, so the script cannot help.
    doesNotMatch(message ?? '', /setup-docker\.sh/);
  });
});
