import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { buildFailed, lookedAt, loosely } from '../../support/messages';
import { removeFolders } from '../course/place';
import { ended, failure, program } from '../results/make';
import { LOUD, lines, openScene, run, SAYS, type Script } from './scene';

const CRASH =
  'Traceback (most recent call last):\n  File "/work/main.py", line 7, in <module>\n    serve()\n  File "/work/main.py", line 3, in serve\n    boom\nNameError: name \'boom\' is not defined\n';

/** The editor would show several plain ones as one. */
const KEPT_SPACE = '\u00a0';

describe('A run in the Testing view', () => {
  afterEach(removeFolders);

  it('shows each test the moment it ends: the first is green before the second starts', async () => {
    const scene = await openScene();
    let green = '';
    const log = await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.start(SAYS);
      await sandbox.tell({ event: 'output', test: SAYS, stream: 'stdout', text: 'a\nb\u001b[2J', dropped: 0 });
      await sandbox.finish(SAYS, { duration_ms: 41 });
      green = scene.testing.log.at(-1) ?? '';
      await sandbox.start(LOUD);
      await sandbox.finish(LOUD, { duration_ms: 5 });
      return sandbox.done();
    });
    assert.equal(green, 'passed    Says it  41 ms');
    assert.equal(
      log,
      lines(`
        enqueued  Says it
        enqueued  Says it loudly
        enqueued  Says it
        enqueued  Says it loudly
        started   Says it
        output    Says it: "a\\r\\nb\\\\x1b[2J"
        passed    Says it  41 ms
        started   Says it loudly
        passed    Says it loudly  5 ms
        end
      `),
    );
  });

  it('ends with the verdict in words', async () => {
    const scene = await openScene();
    await scene.testing.run();
    const [words] = scene.testing.output;
    assert.match(words ?? '', /An echo: 1\. Say it[\s\S]*Passed: 2 of 2 tests passed\.[\s\S]*✓/);
    assert.doesNotMatch(words ?? '', /[^\r]\n/);
  });

  it('says what was tried, expected and received, and gives the diff and the place in the suite', async () => {
    const scene = await openScene();
    const log = await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.start(SAYS);
      const values = {
        expected: '"hello"',
        actual: '"help\u202e"',
        request: 'main.py',
        advice: 'Look at the last letters.',
      };
      const place = { file: 'steps/01-say/test_say.py', line: 2 };
      await sandbox.finish(SAYS, {
        outcome: 'failed',
        failure: failure('message', {}, { message: 'It says [this](command:evil).', ...values, place }),
      });
      await sandbox.start(LOUD);
      await sandbox.finish(LOUD);
      return sandbox.done();
    });
    assert.equal(
      log.slice(log.indexOf('failed')).replaceAll(KEPT_SPACE, ' '),
      lines(`
        failed    Says it  12 ms
            at codealong-suite:test_say.py:2
            | It says [this](command:evil).
            |
            | \`\`\`
            | tried     main.py
            | expected  "hello"
            | received  "help\\u202e"
            |               ^
            | \`\`\`
            |
            | Look at the last letters.
            at codealong-suite:test_say.py:2
            | diff: "hello" / "help\\u202e"
        started   Says it loudly
        passed    Says it loudly  12 ms
        end
      `),
    );
    const { messages } = scene.testing;
    assert.ok(messages.every(({ message }) => typeof message === 'string' || message.isTrusted === undefined));
  });

  it("calls a crash an error, at the learner's own line and with the path to it", async () => {
    const scene = await openScene();
    const log = await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.start(SAYS);
      const programs = [program({ exit_code: 1, stderr: CRASH })];
      await sandbox.finish(SAYS, { outcome: 'failed', failure: failure('exited-early', { exit_code: 1 }), programs });
      await sandbox.start(LOUD);
      await sandbox.finish(LOUD);
      return sandbox.done();
    });
    assert.match(
      log,
      /^errored {3}Says it {2}12 ms\n {4}at main\.py:3, from serve main\.py:3 < <module> main\.py:7\n {4}\| .*NameError/m,
    );
  });

  it('skips tests that were not reached, and gives the reason at the test that ran out of time', async () => {
    const scene = await openScene();
    const log = await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.start(SAYS);
      await sandbox.tell({ event: 'done', ending: 'timeout', finished: 0, args: {} });
      return { end: ended({ cause: 'limit' }) };
    });
    assert.match(log, /errored {3}Says it\n {4}at the test\n {4}\| The tests took longer than 10 seconds/);
    assert.match(log, /skipped {3}Says it loudly\nend$/);
  });

  it("begins the message on the learner's line with what is wrong there, and then says what became of the run", async () => {
    const scene = await openScene();
    const frames = [{ file: '/work/main.py', line: 3, name: 'main', source: 'while True: pass' }];
    const log = await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.start(SAYS);
      const programs = [program({ exit_code: null, threads: [{ busy: true, frames }] })];
      await sandbox.finish(SAYS, { outcome: 'failed', failure: failure('run-timeout', { seconds: 10 }), programs });
      await sandbox.tell({ event: 'done', ending: 'timeout', finished: 1, args: {} });
      return { end: ended({ cause: 'limit' }) };
    });
    assert.match(
      log,
      /Says it.*\n {4}at main\.py:3\n {4}\| Your program was busy at line 3 of main\.py\.\n {4}\|\n {4}\| This test was running/,
    );
  });

  it('says at the step why nothing could be run, with advice, and marks no line of the program', async () => {
    const scene = await openScene();
    const log = await run(scene, async () => ({
      problem: loosely('engine-not-running', lookedAt()),
    }));
    assert.match(
      log,
      /skipped {3}Says it\nskipped {3}Says it loudly\nerrored {3}1\. Say it\n {4}at the test\n {4}\| .*Docker/,
    );
    assert.doesNotMatch(log, /passed|failed/);
    const words = stripVTControlCharacters(scene.testing.output.join('')).split('\r\n');
    assert.ok(Math.max(...words.map((line) => line.length)) <= 66, 'no line is broken within a word by a small window');
  });

  it('says what is wrong once more at the end, where the editor shows it, when much text stands below it', async () => {
    const ends = async (advice: string) => {
      const scene = await openScene();
      await run(scene, async (sandbox) => {
        await sandbox.collect();
        await sandbox.start(SAYS);
        const values = { expected: '"hello"', actual: '"help"', request: null, advice };
        const wrong = failure('message', {}, { message: 'It says `help` now.', ...values });
        await sandbox.finish(SAYS, { outcome: 'failed', failure: wrong });
        await sandbox.start(LOUD);
        await sandbox.finish(LOUD);
        return sandbox.done();
      });
      return stripVTControlCharacters(scene.testing.output.join('')).trimEnd();
    };
    assert.match(
      await ends('Look at the last letters. '.repeat(5)),
      /received {2}"help".*\r\n\r\n {2}It says help now\.$/s,
    );
    assert.doesNotMatch(await ends('Look.'), /It says.*It says/s);
  });

  it('offers one link when Docker or the sandbox is in the way: to run the same step again', async () => {
    const scene = await openScene();
    const link = /\[Try again → codealong\.runStepTests \[.*main\.py"\},"say"\]\]\nend$/;
    const docker = loosely('engine-not-found', lookedAt());
    assert.match(await run(scene, async () => ({ problem: docker })), link);
    const image = loosely('image-build-failed', buildFailed('see [this](command:evil)'));
    const log = await run(scene, async () => ({ problem: image }));
    assert.match(log, link);
    assert.match(log, /see \[this\]\(command:evil\)/, 'as it was written');
  });

  it('offers no such link if only the learner can fix it', async () => {
    const scene = await openScene();
    const problem = loosely('source-nul', { file: 'main.py', line: 4 });
    assert.doesNotMatch(await run(scene, async () => ({ problem })), /→/);
  });

  it('points at the line of a file that Python cannot read', async () => {
    const scene = await openScene();
    const log = await run(scene, async () => ({ problem: loosely('source-nul', { file: 'main.py', line: 4 }) }));
    assert.match(log, /errored {3}1\. Say it\n {4}at main\.py:4\n {4}\| main\.py has a NUL byte on line 4/);
  });

  it('withdraws a green result when the sandbox contradicts itself', async () => {
    const scene = await openScene();
    const log = await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.start(SAYS);
      await sandbox.finish(SAYS);
      await sandbox.finish(SAYS);
      return sandbox.done();
    });
    assert.match(
      log,
      /^passed {4}Says it {2}12 ms\nerrored {3}Says it {2}12 ms\n {4}at the test\n {4}\| The report of the sandbox contradicts itself/m,
    );
  });

  it('gives each set of parameters its own item, and removes those of the run before', async () => {
    const suite = 'import pytest\n\n@pytest.mark.parametrize("n", [1, 2])\ndef test_n(n):\n    """Counts"""\n';
    const scene = await openScene({ 'echo/steps/01-say/test_say.py': suite });
    const id = 'test_say.py::test_n';
    const counts =
      (...values: readonly string[]): Script =>
      async (sandbox) => {
        await sandbox.collect(
          ...values.map((value) => ({ id: `${id}[${value}]`, name: 'Counts', file: 'test_say.py', line: 4 })),
        );
        for (const value of values) {
          await sandbox.start(`${id}[${value}]`);
          await sandbox.finish(`${id}[${value}]`);
        }
        return sandbox.done();
      };
    const log = await run(scene, counts('2', '10'));
    const tree = scene.testing.tree(scene.testing.item('echo/say').children);
    assert.match(
      log,
      /enqueued {2}\[10\]\nstarted {3}\[2\]\npassed {4}\[2\] {2}12 ms\nstarted {3}\[10\]\npassed {4}\[10\]/,
    );
    assert.match(tree, /^Counts .*\n {2}\[2\] {2}\(codealong-suite:test_say\.py:4\)\n {2}\[10\] /);
    await run(scene, counts('2', '3'), `echo/say/${id}[2]`);
    await scene.refresh();
    assert.match(
      scene.testing.tree(scene.testing.item('echo/say').children),
      /^Counts .*\n {2}\[2\] .*\n {2}\[3\] .*\n$/,
    );
  });

  it('shows the earlier steps that were run along', async () => {
    const scene = await openScene();
    const test = { id: 'echo/say/test_say.py::test_says', name: 'Says it', message: 'It is silent.', duration_ms: 3 };
    const nothing = {
      output: null,
      request: null,
      expected: null,
      actual: null,
      advice: null,
      transcript: null,
      location: null,
      test_code: null,
    };
    const tests = [{ ...test, ...nothing, status: 'fail', outcome: 'failed' } as const];
    const log = await run(
      scene,
      async (sandbox) => {
        await sandbox.collect();
        await sandbox.start('test_repeat.py::test_repeats');
        await sandbox.finish('test_repeat.py::test_repeats');
        await sandbox.done();
        return { regressions: [{ step: 'say', outcome: 'failed', tests }] };
      },
      'echo/repeat',
    );
    assert.match(
      log,
      /passed {4}test_repeats {2}12 ms\nfailed {4}Says it {2}3 ms\n {4}at the test\n {4}\| It is silent\.\nend/,
    );
    assert.match(scene.testing.output.join(''), /breaks an earlier one: say/);
  });
});
