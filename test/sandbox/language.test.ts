import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Language, Launching, ProgramReader } from '../../src/contract/language';
import type { Report } from '../../src/contract/report';
import type { Course } from '../../src/course/format/format';
import { registerLanguage, registerLaunching } from '../../src/course/languages';
import { registerReader } from '../../src/results/evidence/readers';
import { wholeCatalogue } from '../../src/results/texts/whole-catalogue';
import { reduce } from '../../src/results/verdict/reduce';
import { withPatchedImage } from '../attack/patched-image';
import { Bench, jobOf } from '../support/bench';
import { inTemporaryFolder, newRunner, ROOT } from '../support/run';

const FIXTURES = path.join(ROOT, 'test', 'fixtures', 'toy');
const REGISTRY = 'runner/languages/__init__.py';
const PATCHES = [
  { file: REGISTRY, from: 'import Python\n', to: 'import Python\nfrom runner.languages.toy import Toy\n' },
  { file: REGISTRY, from: 'in (PYTHON,)', to: 'in (PYTHON, Toy())' },
];

const toyLanguage: Language = {
  id: 'toy',
  name: 'Toy',
  editorId: 'toy',
  extension: '.toy',
  rootOf: async (file) => path.dirname(file),
};

const toyLaunching: Launching = {
  compileCheck: null,
  runtime: 'toy1',
  wantedVersion: async () => null,
  entryOf: (file) => ({ kind: 'file', path: file, module: null }),
  checkSource: () => [],
  notesOn: () => [],
  wishesOf: () => ({}),
};

const toyReader: ProgramReader = {
  id: 'toy',
  name: 'Toy',
  crashCode: 7,
  nothing: 'nothing',
  exceptionIn: (text) => {
    const [, file = '', line, message] = /^(.+\.toy):(\d{1,6}): (.+)$/m.exec(text) ?? [];
    if (message === undefined) return null;
    return { type: 'ToyError', message, frames: [{ file: `/work/${file}`, line: Number(line), name: '', source: [] }] };
  },
  isInterrupt: () => false,
  isUnreadable: () => false,
  isPlaceholder: () => false,
  learnersTraceback: (text) => text,
  withoutRoot: (text) => text,
  forgottenIn: () => null,
  waitOf: ({ source }) => (source === 'wait' ? 'sleep' : null),
};

const SUITE = `from codealong import program


def test_says():
    """It says hello"""
    assert program.run(timeout=1.5).text == "hello\\n"
`;

function courseIn(directory: string): Course {
  const step = { id: 'say', title: 'Say', number: 1, folder: 'steps/01-say' };
  const named = { id: 'toys', title: 'Toys', language: 'toy', runtimes: { toy: '>=1' }, entry: 'main.toy', directory };
  const fixed = { format_version: 2, network: 'none', shape: 'separate' } as const;
  return { ...named, ...fixed, steps: [step] };
}

/** The reports of these programs. */
async function reportsOn(image: string, programs: Readonly<Record<string, string>>): Promise<Record<string, Report>> {
  const runner = newRunner({ settings: { image } });
  try {
    return await inTemporaryFolder(async (folder) => {
      const course = courseIn(path.join(folder, 'course'));
      await mkdir(path.join(course.directory, 'steps/01-say'), { recursive: true });
      await writeFile(path.join(course.directory, 'steps/01-say/test_say.py'), SUITE);
      const file = path.join(folder, 'main.toy');
      const request = { course, step: course.steps[0] ?? fail(), file, source: null, root: null, entry: null };
      const reports: Record<string, Report> = {};
      for (const [name, text] of Object.entries(programs)) {
        await writeFile(file, text);
        reports[name] = (await runner.run({ ...request, withEarlier: false, seed: 1 })).report;
      }
      return reports;
    });
  } finally {
    await runner.dispose();
  }
}

function fail(): never {
  throw new Error('the course has one step');
}

describe('A second language of ten lines', function () {
  this.timeout(120_000);
  let bench: Bench;
  let reports: Record<string, Report>;

  before(async () => {
    registerLanguage(toyLanguage);
    registerLaunching('toy', toyLaunching);
    registerReader(toyReader);
    wholeCatalogue.advice.toy = { ofException: () => 'A toy can say something, or wait.', on: {} };
    bench = await Bench.open();
    const names = ['toy.py', 'toy_interpreter.py'];
    const added = await Promise.all(
      names.map(async (name) => ({
        path: `runner/languages/${name}`,
        bytes: await readFile(path.join(FIXTURES, name)),
      })),
    );
    const programs = {
      passes: 'say hello\n',
      fails: '\n\ndance\n',
      hangs: 'say hello\nwait\n',
    };
    const use = async (image: string) => {
      reports = await reportsOn(image, programs);
    };
    await withPatchedImage(bench.engine, 'toy', PATCHES, use, added);
  });

  after(() => bench.close());

  it('runs, and passes', () => {
    deepEqual([reports.passes?.outcome, reports.passes?.message], ['passed', null]);
  });

  it('fails with a place in the learner’s file, read from the program’s output', () => {
    const [test] = reports.fails?.tests ?? [];
    equal(reports.fails?.outcome, 'learner-error');
    deepEqual(test?.location, { file: 'main.toy', line: 3 });
    match(test?.message ?? '', /^Your program stopped with a ToyError on line 3 of main\.toy: I cannot dance/);
    equal(test?.advice, 'A toy can say something, or wait.');
  });

  it('has a place where it hangs, which it reports in its own format on request', () => {
    const [test] = reports.hangs?.tests ?? [];
    equal(reports.hangs?.outcome, 'failed');
    deepEqual(test?.location, { file: 'main.toy', line: 2 });
    match(test?.message ?? '', /line 2 of main\.toy/);
    match(test?.transcript ?? '', /toy main\.toy started/);
  });

  it('is refused by an image that does not know it, which may be from another version', async () => {
    const request = { program: { 'main.toy': 'say hello\n' }, suite: SUITE, runtime: 'toy1' };
    const { events, end } = await bench.run(request);
    const run = { language: 'toy', events, end, expected: [], seed: 1, starting_ms: 0, notes: [] };
    const { outcome, headline } = reduce({ ...run, limits: jobOf(request).limits });
    deepEqual([outcome, headline?.code], ['sandbox-error', 'bad-job']);
    deepEqual(headline?.args, { why: 'unknown-runtime', runtime: 'toy1' });
  });
});
