import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../src/contract/report';
import { codealong } from '../support/cli';
import { nothingIsLeft, ours } from '../support/containers';
import { inTemporaryFolder, programFile, REDIS, ROOT, read, solution } from '../support/run';

const CALC = path.join(ROOT, 'test', 'courses', 'calc');
const BIND = ['--course', 'redis', '--step', 'bind'];

describe('The command line', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('answers 0 for a program that passes, without colours in a pipe', async () => {
    const { code, stdout, stderr } = await codealong(['test', solution('01-bind'), ...BIND]);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /✓ A client can connect to port 6379/);
    assert.ok(!(stdout + stderr).includes('\u001b'));
  });

  it('answers 1 for a program that fails, and says why', async () => {
    const { code, stdout } = await codealong(['test', programFile('early-exit.py'), ...BIND]);
    assert.equal(code, 1);
    assert.match(stdout, /Your program ended before a client could connect/);
  });

  it('prints the report alone with --json', async () => {
    const { code, stdout } = await codealong([
      'test',
      programFile('no-crlf.py'),
      '--course',
      'redis',
      '--step',
      '2',
      '--json',
    ]);
    const report = JSON.parse(stdout) as Report;
    assert.equal(code, 1);
    assert.deepEqual([report.version, report.status, report.outcome], [3, 'fail', 'failed']);
    const [test] = report.tests;
    assert.match(test?.id ?? '', /^redis\/ping\/test_\w+\.py::test_\w+$/);
    assert.match(test?.test_code ?? '', /def test_/);
    assert.equal(test?.actual, '"+PONG"');
    assert.equal(report.metrics?.sandbox, 'cold');
  });

  it('takes the program from stdin, and the course as a folder', async () => {
    const stdin = read(solution('02-ping'));
    const { code, stdout } = await codealong(['test', '-', '--course', REDIS, '--step', '2'], { stdin });
    assert.equal(code, 0, stdout);
  });

  it('runs the earlier steps as well on request', async () => {
    const args = ['test', solution('03-many-pings'), '--course', 'redis', '--step', '3', '--with-earlier', '--json'];
    const { stdout } = await codealong(args);
    const { regressions } = JSON.parse(stdout) as Report;
    assert.deepEqual(
      regressions.map(({ step, outcome }) => [step, outcome]),
      [
        ['ping', 'passed'],
        ['bind', 'passed'],
      ],
    );
  });

  it('answers 1 for a program that passes its step and breaks an earlier one, and names that one', async () => {
    const right = read(path.join(CALC, 'steps', '02-file', 'solution', 'calc.py'));
    const stdin = right.replace('list(options.words)', 'list(options.words)[1:]');
    assert.notEqual(stdin, right);
    const args = ['test', '-', '--course', CALC, '--step', '2', '--with-earlier'];
    const { code, stdout } = await codealong(args, { stdin });
    assert.equal(code, 1, stdout);
    assert.match(stdout, /This step passes, but your program breaks an earlier one: sum\.\n$/);
  });

  it('uses a given seed', async () => {
    const { stdout } = await codealong(['test', programFile('wrong-port.py'), ...BIND, '--seed', '7', '--json']);
    assert.equal((JSON.parse(stdout) as Report).seed, 7);
  });

  for (const [title, args, words] of [
    ['an unknown command', ['dance'], /no command "dance"/],
    ['a missing --step', ['test', 'x.py', '--course', 'redis'], /--step/],
    ['an unknown option', ['test', 'x.py', ...BIND, '--fast'], /--fast/],
    ['an unknown step', ['test', programFile('empty.py'), '--course', 'redis', '--step', 'pong'], /ping/],
    ['an unknown course', ['test', programFile('empty.py'), '--course', 'reddis', '--step', '1'], /redis/],
    ['a file that is not there', ['test', 'nowhere.py', ...BIND], /nowhere\.py/],
  ] as const) {
    it(`answers 2 for ${title}`, async () => {
      const { code, stdout, stderr } = await codealong(args);
      assert.equal(code, 2, stdout + stderr);
      assert.equal(stdout, '');
      assert.match(stderr, words);
    });
  }

  it('answers 3 without an engine, and says what to do', async () => {
    const env = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
    const { code, stdout } = await codealong(['test', solution('01-bind'), ...BIND], { env });
    assert.equal(code, 3);
    assert.match(stdout, /Docker/);
    assert.match(stdout, /not run/);
  });

  it('answers 3 for an image that is not there, naming it', async () => {
    const { code, stdout } = await codealong(['test', solution('01-bind'), ...BIND, '--image', 'nobody/nothing:1']);
    assert.equal(code, 3);
    assert.match(stdout, /nobody\/nothing:1/);
  });

  it('answers 130 when it is interrupted, and leaves nothing behind', async () => {
    const meanwhile = async (child: { kill(signal: 'SIGINT'): void }) => {
      while ((await ours()).length === 0) await sleep(20);
      await sleep(500);
      child.kill('SIGINT');
    };
    const began = Date.now();
    const waiting: Promise<void>[] = [];
    const { code } = await codealong(['test', programFile('endless-loop.py'), ...BIND], {
      meanwhile: (child) => waiting.push(meanwhile(child)),
    });
    await Promise.all(waiting);
    assert.equal(code, 130);
    assert.ok(Date.now() - began < 8000, 'it did not wait for the limit');
  });

  it('names the file and the line of a broken course.json, and still runs the others', () =>
    inTemporaryFolder(async (folder) => {
      await cp(REDIS, path.join(folder, 'redis'), { recursive: true });
      const file = path.join(folder, 'redis', 'course.json');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace('"python"', '"cobol"'));
      const broken = await codealong([
        'test',
        solution('01-bind'),
        '--course',
        path.join(folder, 'redis'),
        '--step',
        '1',
      ]);
      assert.equal(broken.code, 2);
      assert.match(broken.stderr, /course\.json:\d+/);
      assert.match(broken.stderr, /cobol/);
      assert.equal((await codealong(['test', solution('01-bind'), ...BIND])).code, 0);
    }));

  it('names the largest files of a folder that is too large', () =>
    inTemporaryFolder(async (folder) => {
      await cp(solution('01-bind'), path.join(folder, 'main.py'));
      await mkdir(path.join(folder, 'data'));
      await writeFile(path.join(folder, 'data', 'huge.bin'), Buffer.alloc(9 * 1024 * 1024));
      const { code, stdout } = await codealong(['test', path.join(folder, 'main.py'), ...BIND]);
      assert.equal(code, 1);
      assert.match(stdout, /data\/huge\.bin \(9 MB\)/);
    }));

  it('says which image it uses', async () => {
    const { code, stdout } = await codealong(['image', '--json']);
    const image = JSON.parse(stdout) as { ref: string; size: number };
    assert.equal(code, 0);
    assert.match(image.ref, /^codealong-python-3\.14-runner:/);
    assert.ok(image.size > 1e6);
  });

  it('prints its help and its version', async () => {
    assert.match((await codealong(['--help'])).stdout, /codealong test FILE/);
    assert.match((await codealong(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
  });
});
