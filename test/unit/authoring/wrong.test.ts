import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { accepted, printGolden } from '../../../src/authoring/golden';
import { judgeWrong } from '../../../src/authoring/judge-wrong';
import { readWrong, type WrongProgram } from '../../../src/authoring/wrong';
import { loadDirectory } from '../../../src/course/format/load';
import type { StepResult } from '../../../src/run/request';
import { argsIn } from '../../support/messages';
import { courseFiles, makeFolder, put, removeFolders } from '../course/place';
import { collected, done, failure, finished, problem, program, red } from '../results/make';
import { PASSED, resultOf, trialOf } from './make';

const FAILED = failure('message', {}, { message: 'It is wrong.', advice: 'Do it right.' });
const CAUGHT = resultOf([collected('a', 'b', 'c'), finished('a'), red('b', { failure: FAILED }), red('c'), done(3)]);
const TEXT = printGolden({ test: 'test_bind.py::b', text: '  Does b\n    It is wrong.\n\n    Do it right.' });

describe('The wrong programs of a step', () => {
  afterEach(removeFolders);

  const read = async (files: Readonly<Record<string, string>>) => {
    const inWrong = Object.entries(files).map(([name, text]) => [`steps/02-repeat/wrong/${name}`, text]);
    const course = await loadDirectory(await makeFolder({ ...courseFiles(), ...Object.fromEntries(inWrong) }));
    const step = course.steps[1];
    assert.ok(step);
    return readWrong(course, step);
  };

  it('are none without a folder', async () => {
    assert.deepEqual(await read({}), { programs: [], alone: [], odd: [] });
  });

  it('are files in the place of the entry and folders with the entry, all with the same seed', async () => {
    const { programs, alone, odd } = await read({
      'b/main.py': 'print(1)',
      'a.py': 'print(2)',
      'a.txt': 'x.py::y\n',
      'b.txt': ' \n',
      'notes.md': 'not a program',
      '__pycache__/a.pyc': '',
    });
    assert.deepEqual([alone, odd], [[], []]);
    const shown = programs.map(({ trial, textFile, text }) => {
      const source = trial.source === null ? null : Buffer.from(trial.source).toString();
      return [trial.name, path.basename(trial.root ?? ''), source, trial.entry, trial.seed, textFile, text];
    });
    assert.deepEqual(shown, [
      ['steps/02-repeat/wrong/a.py', '', 'print(2)', 'main.py', 1, 'steps/02-repeat/wrong/a.txt', 'x.py::y\n'],
      ['steps/02-repeat/wrong/b', 'b', null, 'main.py', 1, 'steps/02-repeat/wrong/b.txt', null],
    ]);
  });

  it('are not read from a pipe, which would wait for ever, nor from a broken link', async () => {
    const course = await loadDirectory(await makeFolder({ ...courseFiles(), 'steps/02-repeat/wrong/a.txt': 'x' }));
    const wrong = path.join(course.directory, 'steps/02-repeat/wrong');
    execFileSync('mkfifo', [path.join(wrong, 'a.py')]);
    await symlink('nowhere', path.join(wrong, 'b.py'));
    const step = course.steps[1];
    assert.ok(step);
    const { programs, odd } = await readWrong(course, step);
    assert.deepEqual(
      [programs, odd.map(({ file, why }) => [path.basename(file), why])],
      [
        [],
        [
          ['a.py', 'no-program'],
          ['b.py', 'no-program'],
        ],
      ],
    );
  });

  it('are told apart from other files in their folder', async () => {
    const { programs, alone, odd } = await read({
      'lost.txt': 'x',
      'data.csv': '',
      'empty/other.py': '',
      'two.py': '',
      'two/main.py': '',
    });
    assert.deepEqual(
      programs.map(({ trial }) => trial.name),
      ['steps/02-repeat/wrong/two'],
    );
    assert.deepEqual(alone, ['steps/02-repeat/wrong/lost.txt']);
    assert.deepEqual(odd, [
      { file: 'steps/02-repeat/wrong/data.csv', why: 'no-program' },
      { file: 'steps/02-repeat/wrong/empty', why: 'no-entry' },
      { file: 'steps/02-repeat/wrong/two.py', why: 'two' },
    ]);
  });
});

describe('A wrong program', () => {
  const file = 'steps/02-ping/wrong/a.txt';
  const programOf = (text: string | null): WrongProgram => ({
    trial: trialOf('wrong', { name: 'steps/02-ping/wrong/a.py' }),
    textFile: file,
    text,
  });
  const judge = (text: string | null, result: StepResult = CAUGHT) => judgeWrong(programOf(text), result);
  const said = (text: string | null, result: StepResult = CAUGHT) => {
    const { finding, fresh } = judge(text, result);
    return [finding.message.code, finding.file, finding.line, fresh !== null];
  };

  it('is caught with the text that is kept', () => {
    const { finding, fresh } = judge(TEXT);
    assert.deepEqual([finding.ok, finding.message.code, fresh], [true, 'wrong-caught', null]);
    assert.equal(judge(TEXT.replaceAll('\n', '\r\n')).finding.ok, true);
  });

  it('may not pass', () =>
    assert.deepEqual(said(TEXT, PASSED), ['wrong-passes', 'steps/02-ping/wrong/a.py', null, false]));

  it('has a text', () => {
    assert.deepEqual(said(null), ['wrong-no-text', file, null, true]);
    assert.equal(judge(null).fresh, TEXT);
  });

  it('has a text of the right form, which names a test of the step', () => {
    assert.deepEqual(said('It fails.\n'), ['wrong-text-form', file, 1, false]);
    assert.deepEqual(said(TEXT.replace('::b', '::d')), ['wrong-unknown-test', file, 1, false]);
  });

  it('is caught by the named test before any other', () => {
    assert.deepEqual(said(TEXT.replace('::b', '::a')), ['wrong-other-test', file, 1, false]);
    assert.equal(argsIn(judge(TEXT.replace('::b', '::a')).finding.message.args).named_outcome, 'passed');
    assert.equal(argsIn(judge(TEXT.replace('::b', '::c')).finding.message.args).named_outcome, 'failed');
  });

  for (const [ending, outcome] of [
    ['timeout', 'timeout'],
    ['output-limit', 'output-limit'],
  ] as const)
    it(`whose run ended by the ${ending} has no text that --accept could keep`, () => {
      const late = failure(ending === 'timeout' ? 'run-timeout' : 'output-limit');
      const result = resultOf([collected('b'), red('b', { failure: late }), done(1, ending)]);
      const { finding, fresh } = judge(null, result);
      assert.deepEqual([finding.ok, finding.message.code, fresh], [false, 'wrong-limit', null]);
      assert.equal(argsIn(finding.message.args).outcome, outcome);
      assert.deepEqual(said(TEXT, result), ['wrong-limit', file, null, false]);
      const byHand = `${finding.detail}\n`;
      assert.deepEqual(said(byHand, result), ['wrong-caught', null, null, false]);
    });

  it('gives the text that is kept; otherwise the difference is shown, and where it begins', () => {
    assert.deepEqual(said(TEXT.replace('wrong', 'odd')), ['wrong-text-differs', file, 4, true]);
    assert.match(judge(TEXT.replace('wrong', 'odd')).finding.detail ?? '', /^- {5}It is odd\.\n\+ {5}It is wrong\.$/m);
    assert.deepEqual(said('test_bind.py::b\n'), ['wrong-text-differs', file, 3, true]);
  });

  for (const [name, stderr] of [
    ['cannot be parsed', '  File "/work/main.py", line 1\n    def\n       ^\nSyntaxError: invalid syntax\n'],
    [
      'imports what cannot be parsed',
      'Traceback (most recent call last):\n  File "/work/main.py", line 1, in <module>\n    import a\n  File "/work/a.py", line 2\n    x\nIndentationError: unexpected indent\n',
    ],
  ] as const) {
    it(`that ${name} is a defect of its own`, () => {
      const programs = [program({ exit_code: 1, stderr })];
      const result = resultOf([collected('b'), red('b', { failure: FAILED, programs }), done(1)]);
      assert.deepEqual(said(TEXT, result), ['wrong-unreadable', 'steps/02-ping/wrong/a.py', null, false]);
    });
  }

  it('may well evaluate text that cannot be parsed', () => {
    const stderr =
      'Traceback (most recent call last):\n  File "/work/main.py", line 1, in <module>\n    eval("1+")\n  File "<string>", line 1\n    1+\nSyntaxError: invalid syntax\n';
    const programs = [program({ exit_code: 1, stderr })];
    const result = resultOf([collected('b'), red('b', { failure: FAILED, programs }), done(1)]);
    assert.equal(said(null, result)[0], 'wrong-no-text');
  });

  it('that cannot even be sent is a defect of its own', () => {
    const result = resultOf([], { end: problem('source-utf16', { file: 'main.py' }) });
    assert.equal(said(TEXT, result)[0], 'wrong-unreadable');
  });

  it('is not judged without an engine', () => {
    assert.equal(said(TEXT, resultOf([], { end: problem('engine-not-found') }))[0], 'check-trouble');
  });
});

describe('A text that is accepted', () => {
  afterEach(removeFolders);

  it('is written where it is missing or differs, and nowhere else', async () => {
    const folder = await makeFolder({ ...courseFiles(), 'wrong/a.py': '' });
    const course = await loadDirectory(folder);
    const at = async (text: string | null) => {
      if (text !== null) await put(folder, 'wrong/a.txt', text);
      const program = { trial: trialOf('wrong'), textFile: 'wrong/a.txt', text };
      const { ok, message } = await accepted(course, program, judgeWrong(program, CAUGHT));
      return [ok, message.code, await readFile(path.join(folder, 'wrong/a.txt'), 'utf8').catch(() => null)];
    };
    assert.deepEqual(await at(null), [true, 'wrong-accepted', TEXT]);
    assert.deepEqual(await at(TEXT.replace('wrong', 'odd')), [true, 'wrong-accepted', TEXT]);
    assert.deepEqual(await at(TEXT), [true, 'wrong-caught', TEXT]);
    for (const text of ['It fails.\n', TEXT.replace('::b', '::c')]) assert.equal((await at(text))[2], text);
  });
});
