import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkCourse } from '../../src/authoring/check';
import type { CheckFinding } from '../../src/authoring/finding';
import type { Reference } from '../../src/authoring/reference-trial';
import type { CheckOptions } from '../../src/authoring/try-all';
import type { Report } from '../../src/contract/report';
import type { StepRequest } from '../../src/run/request';
import type { Runner } from '../../src/run/runner';
import { codealong } from '../support/cli';
import { nothingIsLeft } from '../support/containers';
import { argsIn } from '../support/messages';
import { inTemporaryFolder, newRunner, ROOT } from '../support/run';

const CALC = path.join(ROOT, 'test', 'courses', 'calc');
const KATA = path.join(ROOT, 'test', 'courses', 'kata');
const [SUM, READ] = ['steps/01-sum', 'steps/02-file'] as const;

type Where = readonly [code: string, file: string | null, line: number | null];

/** A copy of a course that may be changed. */
class Copy {
  constructor(readonly folder: string) {}

  path(name: string): string {
    return path.join(this.folder, ...name.split('/'));
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text);
  }

  async replace(name: string, what: string, by: string): Promise<void> {
    const text = await this.read(name);
    assert.ok(text.includes(what));
    await this.write(name, text.replace(what, by));
  }

  copy(from: string, to: string): Promise<void> {
    return cp(this.path(from), this.path(to), { recursive: true });
  }

  /** Gives a reason to the second step of calc, and says on which line. */
  async reason(key: string): Promise<number> {
    const course = JSON.parse(await this.read('course.json'));
    course.steps[1][key] = 'because it is only a change of words';
    const text = JSON.stringify(course, null, 2);
    await this.write('course.json', text);
    return text.slice(0, text.indexOf(key)).split('\n').length;
  }

  /** Every file with its text. */
  async texts(): Promise<Readonly<Record<string, string>>> {
    const names = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const read = async (file: string) => [path.relative(this.folder, file), await readFile(file, 'utf8')] as const;
    return Object.fromEntries(await Promise.all(files.map(read)));
  }

  async check(...args: readonly string[]) {
    const { code, stdout, stderr } = await codealong(['check', this.folder, '--json', ...args]);
    assert.equal(stderr, '');
    const json = JSON.parse(stdout) as {
      ok: boolean;
      steps: readonly Record<string, unknown>[];
      findings: CheckFinding[];
    };
    const found = json.findings as (CheckFinding & { code: string; text: string })[];
    const bad = found.filter(({ ok }) => !ok);
    assert.equal(code, bad.length === 0 ? 0 : 1, stdout);
    const where = bad.map(({ code, file, line }): Where => [code, file, line]);
    return { ...json, findings: found, bad, where };
  }
}

function inCopy(use: (copy: Copy) => Promise<void>, course = CALC): Promise<void> {
  return inTemporaryFolder(async (parent) => {
    const copy = new Copy(path.join(parent, 'course'));
    await cp(course, copy.folder, { recursive: true });
    await use(copy);
  });
}

describe('Checking a course', function () {
  this.timeout(120_000);
  afterEach(nothingIsLeft);

  for (const [name, folder, last] of [
    ['calc', CALC, /^2 file {2}✓ {6}✓ {17}✓ {9}✓ 1\/1 {4}✓ 3\/3 {4}-$/m],
    ['kata', KATA, /^1 leap {3}✓ {6}✓ {17}✓ {9}✓ 2\/2 {4}✓ 3\/3 {4}-$/m],
  ] as const) {
    it(`finds nothing wrong with ${name}`, async () => {
      const { code, stdout, stderr } = await codealong(['check', folder]);
      assert.equal(code, 0, stdout);
      assert.doesNotMatch(stdout, /✗/);
      assert.match(stdout, last);
      assert.match(stdout, /(\d+) of \1 checks passed in [\d.]+ seconds/);
      assert.equal(stderr, '');
    });
  }

  it('shows a person every fault in full with its place, and the rest in a table', () =>
    inCopy(async (copy) => {
      await copy.replace('course.json', '"sum"', '"sums"');
      await cp(copy.path(SUM), copy.path('steps/01-sums'), { recursive: true });
      await copy.replace('steps/01-sums/hints.md', '## Nearly there', '## Hardly there\n\n## Nearly there');
      const { code, stdout } = await codealong(['check', copy.folder, '--step', 'sums']);
      assert.equal(code, 1);
      assert.match(
        stdout,
        /^✗ steps\/01-sum: steps\/01-sum does not belong to any step in course.json.\n {4}Add the step/m,
      );
      assert.match(stdout, /^✗ steps\/01-sums\/hints.md:10: The hint "Hardly there" is empty.\n {4}Write the text/m);
      assert.match(stdout, /^1 sums {2}✗ /m);
    }));

  it('checks one step alone, but all of course.json', () =>
    inCopy(async (copy) => {
      await copy.write(`${SUM}/solution/calc.py`, 'print("no")\n');
      await copy.write(`${SUM}/hints.md`, '');
      const { where, steps } = await copy.check('--step', '2');
      assert.deepEqual(where, []);
      assert.deepEqual(steps, [
        {
          step: 'file',
          number: 2,
          texts: { passed: 2, of: 2 },
          before: { passed: 1, of: 1 },
          solution: { passed: 1, of: 1 },
          wrong: { passed: 1, of: 1 },
          repeats: { passed: 3, of: 3 },
          reference: null,
        },
      ]);
    }));

  it('ends at once and leaves nothing behind when it is interrupted, also while every core is busy', () =>
    inCopy(async (copy) => {
      let asked = 0;
      const meanwhile: NonNullable<Parameters<typeof codealong>[1]>['meanwhile'] = (child) => {
        setTimeout(() => {
          asked = performance.now();
          child.kill('SIGINT');
        }, 8_000);
      };
      const { code } = await codealong(['check', copy.folder, '--all'], { meanwhile });
      assert.equal(code, 130);
      assert.ok(performance.now() - asked < 3_000);
    }));

  it('reports an unknown step and a missing engine', async () => {
    const { code, stderr } = await codealong(['check', CALC, '--step', 'fil']);
    assert.equal(code, 2);
    assert.match(stderr, /no step "fil"[\s\S]*file/);
    const none = await codealong(['check', CALC], { env: { DOCKER_HOST: 'unix:///nowhere.sock' } });
    assert.equal(none.code, 3);
    assert.equal(none.stdout.match(/could not be run/g)?.length, 1);
  });
});

describe('The format of a course', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('is reported with the line of the fault', () =>
    inCopy(async (copy) => {
      await copy.replace('course.json', '"growing"', '"shrinking"');
      assert.deepEqual((await copy.check()).where, [['course-field-choice', 'course.json', 11]]);
    }));

  it('has no id twice', () =>
    inCopy(async (copy) => {
      await copy.replace('course.json', '{ "id": "file"', '\n{ "id": "sum"');
      const { where, bad } = await copy.check();
      assert.deepEqual(where, [['step-id-twice', 'course.json', 13]]);
      assert.match(bad[0]?.text ?? '', /line 12/);
    }));

  it('has a folder for each step', () =>
    inCopy(async (copy) => {
      await rm(copy.path(READ), { recursive: true });
      assert.deepEqual((await copy.check()).where, [['step-folder-missing', 'course.json', 12]]);
    }));

  it('is no course without course.json', () =>
    inTemporaryFolder(async (folder) => {
      assert.deepEqual((await new Copy(folder).check()).where, [['course-unreadable', 'course.json', null]]);
    }));
});

describe('The texts of a course', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('are reported with file and line', () =>
    inCopy(async (copy) => {
      await copy.replace(`${SUM}/README.md`, '# Add numbers', 'Add numbers');
      await rm(copy.path(`${SUM}/hints.md`));
      await copy.replace(`${READ}/README.md`, 'The two can stand', '[The two](../01-sum/task.md) can stand');
      await copy.write('NOTES.md', '# Notes\n\nSee [below](#above), `[not](this)`.\n');
      assert.deepEqual((await copy.check()).where, [
        ['readme-no-title', `${SUM}/README.md`, 1],
        ['text-missing', `${SUM}/hints.md`, null],
        ['link-anchor', 'NOTES.md', 3],
        ['link-nowhere', `${READ}/README.md`, 29],
      ]);
    }));
});

describe('The program that a step begins with', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  const changes: Readonly<Record<string, readonly [string, (copy: Copy) => Promise<unknown>, readonly Where[]]>> = {
    'has something left to do': [
      '1',
      (copy) => copy.copy(`${SUM}/solution`, 'starter'),
      [['check-should-fail', 'starter', null]],
    ],
    'is there': ['1', (copy) => rm(copy.path('starter/calc.py')), [['program-missing', 'starter/calc.py', null]]],
    'does not crash': [
      '1',
      (copy) => copy.write('starter/calc.py', 'raise ValueError("no")\n'),
      [['starter-breaks', 'starter', null]],
    ],
    'fails with a text that says enough': [
      '1',
      (copy) =>
        copy.write(
          `${SUM}/test_a.py`,
          'from codealong import program\n\n\ndef test_a() -> None:\n    assert "cannot" not in program.run("1").text\n',
        ),
      [['starter-unclear', 'starter', null]],
    ],
    'does not pass already, as the solution before': [
      '2',
      (copy) => copy.copy(`${READ}/solution`, `${SUM}/solution`),
      [['check-should-fail', `${SUM}/solution`, null]],
    ],
  };
  for (const [name, [step, change, expected]] of Object.entries(changes)) {
    it(name, () =>
      inCopy(async (copy) => {
        await change(copy);
        assert.deepEqual((await copy.check('--step', step)).where, expected);
      }),
    );
  }

  it('must pass if the course says so; else the line with the reason is reported', () =>
    inCopy(async (copy) => {
      const line = await copy.reason('previous_passes');
      assert.deepEqual((await copy.check('--step', '2')).where, [['check-should-pass', 'course.json', line]]);
    }));

  it('has its text among the findings', () =>
    inCopy(async (copy) => {
      const { findings } = await copy.check('--step', '1');
      assert.match(findings.find(({ area }) => area === 'before')?.detail ?? '', /expected {2}'42'/);
    }));

  it('of a separate course is a starter of its own', () =>
    inCopy(async (copy) => {
      await copy.copy('steps/02-words/solution', 'steps/02-words/starter');
      assert.deepEqual((await copy.check()).where, [['check-should-fail', 'steps/02-words/starter', null]]);
    }, KATA));
});

describe('The solution of a step', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('passes its step, and is not run again if it does not', () =>
    inCopy(async (copy) => {
      await copy.write(`${READ}/solution/calc.py`, 'print("no")\n');
      const { where, steps } = await copy.check('--step', '2');
      assert.deepEqual(where, [['check-should-pass', `${READ}/solution`, null]]);
      assert.equal(steps[0]?.repeats, null);
    }));

  it('breaks no earlier step', () =>
    inCopy(async (copy) => {
      await copy.replace(`${READ}/solution/calc.py`, 'return list(options.words)', 'return ["0"]');
      const { where, bad } = await copy.check('--step', '2');
      assert.deepEqual(where, [['check-regression', `${READ}/solution`, null]]);
      assert.match(bad[0]?.text ?? '', /sum/);
    }));

  it('is not judged by a suite that is broken', () =>
    inCopy(async (copy) => {
      await copy.write(`${SUM}/test_more.py`, 'import nowhere\n');
      const { bad } = await copy.check('--step', '1');
      assert.ok(bad.every((finding) => finding.code === 'check-suite-broken' && finding.file === SUM));
      assert.match(bad[0]?.detail ?? '', /nowhere/);
    }));
});

describe('The wrong programs of a course', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  const wrong = (name: string) => `${SUM}/wrong/${name}`;

  it('are caught by the test that their text names, and read as it says', () =>
    inCopy(async (copy) => {
      const text = await copy.read(wrong('exit-code-1.txt'));
      const program = await copy.read(wrong('exit-code-1.py'));
      for (const name of ['differs', 'other', 'unknown', 'form', 'missing'])
        await copy.write(wrong(`${name}.py`), program);
      await copy.write(wrong('differs.txt'), text.replace('on line 4', 'on line 5'));
      await copy.write(wrong('other.txt'), text.replace('test_refuses_a_word', 'test_single_number'));
      await copy.write(wrong('unknown.txt'), text.replace('test_refuses_a_word', 'test_nothing'));
      await copy.write(wrong('form.txt'), 'It is wrong.\n');
      await copy.write(wrong('alone.txt'), text);
      await copy.write(wrong('data.csv'), '');
      await copy.copy(`${SUM}/solution`, wrong('passes'));
      await copy.write(wrong('unreadable.py'), 'def\n');
      const { where, bad } = await copy.check('--step', '1');
      assert.deepEqual(where, [
        ['wrong-text-differs', wrong('differs.txt'), 4],
        ['wrong-text-form', wrong('form.txt'), 1],
        ['wrong-no-text', wrong('missing.txt'), null],
        ['wrong-other-test', wrong('other.txt'), 1],
        ['wrong-passes', wrong('passes'), null],
        ['wrong-unknown-test', wrong('unknown.txt'), 1],
        ['wrong-unreadable', wrong('unreadable.py'), null],
        ['wrong-odd', wrong('data.csv'), null],
        ['wrong-text-alone', wrong('alone.txt'), null],
      ]);
      assert.match(bad[0]?.detail ?? '', /^- .*on line 5.*\n\+ .*on line 4/m);
      assert.equal(`${bad[2]?.detail}\n`, text);
    }));

  it('have their texts written by --accept where they are missing or differ, and nothing else is', () =>
    inCopy(async (copy) => {
      const kept = await copy.texts();
      await copy.write(wrong('exit-code-1.txt'), 'test_sum.py::test_refuses_a_word\n\nIt is wrong.\n');
      await copy.copy(wrong('exit-code-1.py'), wrong('folder/calc.py'));
      await copy.copy(wrong('exit-code-1.py'), wrong('other.py'));
      await copy.write(wrong('other.txt'), 'test_sum.py::test_single_number\n');
      const before = await copy.texts();
      const { stdout, code } = await codealong(['check', copy.folder, '--step', '1', '--accept']);
      assert.equal(code, 1);
      assert.match(stdout, /✓ steps\/01-sum\/wrong\/exit-code-1.txt: .* was different and was rewritten/);
      assert.match(stdout, /✓ steps\/01-sum\/wrong\/folder.txt: .* was missing and was written/);
      assert.match(stdout, /✗ steps\/01-sum\/wrong\/other.txt:1: /);
      const text = kept[wrong('exit-code-1.txt')];
      assert.deepEqual(await copy.texts(), {
        ...before,
        [wrong('exit-code-1.txt')]: text,
        [wrong('folder.txt')]: text,
      });
    }));
});

describe('Programs that are run again', function () {
  this.timeout(120_000);
  let runner: Runner;
  beforeEach(() => {
    runner = newRunner();
  });
  afterEach(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  const options: Omit<CheckOptions, 'runner'> = {
    signal: new AbortController().signal,
    step: '2',
    all: false,
    accept: false,
    reference: null,
    show: () => {},
    progress: () => {},
    watch: {},
  };

  it('pass each time, or the seeds of the failing runs are reported', () =>
    inCopy(async (copy) => {
      // It passes with the seeds 1 and 6, and fails with 2.
      await copy.write(
        `${READ}/test_luck.py`,
        'from codealong import fail, rng\n\n\ndef test_has_luck() -> None:\n    if rng.random() >= 0.5:\n        fail("No luck.")\n',
      );
      const seeds = [1, 1, 6, 2, 6];
      const run = (request: StepRequest) => runner.run({ ...request, seed: request.seed ?? seeds.shift() ?? 1 });
      const { findings } = await checkCourse(copy.folder, { ...options, runner: { run } });
      const repeats = findings.filter(({ area, ok }) => area === 'repeats' && !ok);
      assert.equal(repeats.length, 1, JSON.stringify(findings.filter(({ ok }) => !ok)));
      assert.deepEqual(repeats[0]?.count, { passed: 2, of: 3 });
      assert.equal(argsIn(repeats[0]?.message.args).seeds, '2');
      assert.match(repeats[0]?.detail ?? '', /No luck/);
    }));

  it('run 20 times on a busy machine with --all, and wrong ones must give the same text', () =>
    inCopy(async (copy) => {
      await copy.write(`${READ}/wrong/clock.py`, 'import time\n\nprint(time.monotonic_ns())\n');
      const { findings } = await checkCourse(copy.folder, { ...options, runner, all: true });
      const bad = findings.filter(({ ok }) => !ok).map(({ message, file }) => [message.code, file]);
      assert.deepEqual(bad, [
        ['wrong-no-text', `${READ}/wrong/clock.txt`],
        ['wrong-unsteady', `${READ}/wrong/clock.py`],
      ]);
      const passing = findings.find(({ message }) => message.code === 'repeats-pass');
      assert.deepEqual(passing?.count, { passed: 20, of: 20 });
      assert.ok(findings.some(({ message, step }) => message.code === 'wrong-steady' && step === 'file'));
    }));

  describe('beside the genuine program', () => {
    /** calc's own solution of a step, in the place of a genuine program. */
    async function withReference(copy: Copy, solution: string): Promise<readonly CheckFinding[]> {
      const prepare = async (): Promise<Reference> => ({
        runner,
        root: copy.path(`${solution}/solution`),
        entry: 'calc.py',
      });
      const { findings } = await checkCourse(copy.folder, { ...options, runner, reference: { prepare } });
      return findings.filter(({ area }) => area === 'reference');
    }
    const told = ([finding, ...more]: readonly CheckFinding[]) => {
      assert.deepEqual(more, []);
      return [finding?.ok, finding?.message.code, finding?.file, finding?.line];
    };

    it('which passes each step', () =>
      inCopy(async (copy) =>
        assert.deepEqual(told(await withReference(copy, READ)), [true, 'reference-passes', null, null]),
      ));

    it('or does not, with its text', () =>
      inCopy(async (copy) => {
        const findings = await withReference(copy, SUM);
        assert.deepEqual(told(findings), [false, 'reference-fails', 'reference', null]);
        assert.match(findings[0]?.detail ?? '', /Adds the numbers on its input/);
      }));

    it('or does not for the reason that the course gives', () =>
      inCopy(async (copy) => {
        await copy.reason('reference_differs');
        assert.deepEqual(told(await withReference(copy, SUM)), [true, 'reference-differs', null, null]);
      }));

    it('or passes although the course gives a reason why not', () =>
      inCopy(async (copy) => {
        const line = await copy.reason('reference_differs');
        assert.deepEqual(told(await withReference(copy, READ)), [false, 'reference-agrees', 'course.json', line]);
      }));
  });
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
