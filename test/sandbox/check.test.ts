import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../../src/contract/report';
import { codealong } from '../support/cli';
import { nothingIsLeft } from '../support/containers';
import { inTemporaryFolder, REDIS, ROOT } from '../support/run';

const CALC = path.join(ROOT, 'test', 'courses', 'calc');
const KATA = path.join(ROOT, 'test', 'courses', 'kata');

describe('Checking a course', function () {
  this.timeout(120_000);
  afterEach(nothingIsLeft);

  for (const [name, folder] of [
    ['redis', REDIS],
    ['calc', CALC],
    ['kata', KATA],
  ] as const) {
    it(`finds nothing wrong with ${name}`, async () => {
      const { code, stdout } = await codealong(['check', folder]);
      assert.equal(code, 0, stdout);
      assert.doesNotMatch(stdout, /✗/);
      assert.match(stdout, /(\d+) of \1 checks passed/);
    });
  }

  /** Checks a copy of calc after a change. */
  function changed(change: (folder: string) => Promise<unknown>, expected: number, words: RegExp): Promise<void> {
    return inTemporaryFolder(async (parent) => {
      const folder = path.join(parent, 'calc');
      await cp(CALC, folder, { recursive: true });
      await change(folder);
      const { code, stdout, stderr } = await codealong(['check', folder]);
      assert.equal(code, expected, stdout + stderr);
      assert.match(stdout, words);
    });
  }

  const step = async (folder: string, number: 0 | 1) => {
    const { steps } = JSON.parse(await readFile(path.join(folder, 'course.json'), 'utf8'));
    return path.join(folder, 'steps', `0${number + 1}-${steps[number].id}`);
  };

  it('tells that a starter has nothing left to do', () =>
    changed(
      async (folder) =>
        cp(path.join(await step(folder, 0), 'solution'), path.join(folder, 'starter'), { recursive: true }),
      1,
      /Step 1 .*the starter passes, and should not/,
    ));

  it('tells that a solution does not pass its own step', () =>
    changed(
      async (folder) => writeFile(path.join(await step(folder, 1), 'solution', 'calc.py'), 'print("no")\n'),
      1,
      /Step 2 .*its solution must pass, and did not/,
    ));

  it('tells that a step asks for nothing new', () =>
    changed(
      async (folder) =>
        cp(path.join(await step(folder, 1), 'solution'), path.join(await step(folder, 0), 'solution'), {
          recursive: true,
        }),
      1,
      /Step 2 .*the solution of the step before passes, and should not/,
    ));

  it('tells that previous_passes says what is not so', () =>
    changed(
      async (folder) => {
        const file = path.join(folder, 'course.json');
        const course = JSON.parse(await readFile(file, 'utf8'));
        course.steps[1].previous_passes = 'because it is only a change of words';
        await writeFile(file, JSON.stringify(course, null, 2));
      },
      1,
      /previous_passes/,
    ));

  it('tells that a suite is broken, and does not take it for a program that fails', () =>
    changed(
      async (folder) => writeFile(path.join(await step(folder, 0), 'test_more.py'), 'import nowhere\n'),
      1,
      /Step 1 .*the suite itself is broken[\s\S]*nowhere/,
    ));

  it('names the line of a wrong course.json', () =>
    changed(
      async (folder) => {
        const file = path.join(folder, 'course.json');
        await writeFile(file, (await readFile(file, 'utf8')).replace('"growing"', '"shrinking"'));
      },
      1,
      /✗ course\.json:\d+: .*shrinking/,
    ));

  it('says that a folder is no course', () =>
    inTemporaryFolder(async (folder) => {
      const { code, stdout } = await codealong(['check', folder]);
      assert.equal(code, 1, stdout);
      assert.match(stdout, /✗ course\.json/);
    }));
});

describe('A forging program of the kata', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  for (const [number, entry] of [
    [1, 'leap.py'],
    [2, 'words.py'],
  ] as const) {
    it(`whose result equals everything fails step ${number}`, () =>
      inTemporaryFolder(async (folder) => {
        const { steps } = JSON.parse(await readFile(path.join(KATA, 'course.json'), 'utf8'));
        const wrong = path.join(KATA, 'steps', `0${number}-${steps[number - 1].id}`, 'wrong', 'always_equal.py');
        await cp(wrong, path.join(folder, entry));
        const args = ['test', path.join(folder, entry), '--course', KATA, '--step', String(number), '--json'];
        const { code, stdout } = await codealong(args);
        const report = JSON.parse(stdout) as Report;
        assert.equal(code, 1);
        assert.ok(report.tests.length > 0);
        assert.ok(
          report.tests.every(({ outcome }) => outcome === 'failed'),
          stdout,
        );
      }));
  }
});
