import assert from 'node:assert/strict';
import { execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { cp, mkdir, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { codealong } from '../support/cli';
import { nothingIsLeft, ours } from '../support/containers';
import { inTemporaryFolder, programFile, ROOT, solution } from '../support/run';

const CLI = path.join(ROOT, 'dist', 'cli.js');
const BIND = ['--course', 'redis', '--step', 'bind'];
const PASSES = ['test', solution('01-bind'), ...BIND];
const FAILS = ['test', programFile('early-exit.py'), ...BIND];
const ENDLESS = ['test', programFile('endless-loop.py'), ...BIND];

/** Starts the command line with these streams. */
function started(args: readonly string[], stdio: SpawnOptions['stdio']) {
  return spawn(process.execPath, [CLI, ...args], { cwd: ROOT, ...(stdio === undefined ? {} : { stdio }) });
}

/** @returns the exit code of a command whose disk is full, and its stderr */
async function onFullDisk(args: readonly string[]): Promise<readonly [number, string]> {
  const full = openSync('/dev/full', 'w');
  const child = started(args, ['ignore', full, 'pipe']);
  closeSync(full);
  const said: Buffer[] = [];
  child.stderr?.on('data', (part: Buffer) => said.push(part));
  const [code] = await once(child, 'close');
  return [code, Buffer.concat(said).toString()];
}

/** @returns the exit code of a command whose reader has left, and its stderr */
async function withoutReader(args: readonly string[]): Promise<readonly [number, string]> {
  const child = started(args, ['ignore', 'pipe', 'pipe']);
  child.stdout?.destroy();
  const said: Buffer[] = [];
  child.stderr?.on('data', (part: Buffer) => said.push(part));
  const [code] = await once(child, 'close');
  return [code, Buffer.concat(said).toString()];
}

/** Runs an endless program in a terminal of its own, and ends the command in this way once its sandbox is there. @returns the exit code */
async function inTerminal(wish: string): Promise<number> {
  const script = path.join(ROOT, 'test', 'support', 'in-terminal.py');
  const { CI: _, ...env } = process.env;
  const child = spawn('python3', ['-B', script, process.execPath, CLI, ...ENDLESS], {
    cwd: ROOT,
    env: { ...env, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await aSandbox();
  child.stdin.end(`${wish}\n`);
  const [line] = await once(child.stdout, 'data');
  return Number(line);
}

async function aSandbox(): Promise<void> {
  while ((await ours()).length === 0) await sleep(20);
  await sleep(500);
}

/** A pipe that is full. This process is its reader, and does not read. @returns its descriptor */
function fullPipe(folder: string): number {
  const pipe = openSync(fifo(path.join(folder, 'full')), constants.O_RDWR | constants.O_NONBLOCK);
  assert.throws(() => {
    for (;;) writeSync(pipe, Buffer.alloc(4096));
  }, /EAGAIN/);
  return pipe;
}

/** Waits until the command has had a sandbox and has removed it. */
async function work(): Promise<void> {
  await aSandbox();
  while ((await ours()).length > 0) await sleep(50);
}

function fifo(file: string): string {
  execFileSync('mkfifo', [file]);
  return file;
}

describe('The command line and what is around it', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('keeps the exit code of the verdict when its reader has left, and says nothing of it', async () => {
    assert.deepEqual(await withoutReader(FAILS), [1, '']);
    assert.deepEqual(await withoutReader([...PASSES, '--json']), [0, '']);
    assert.deepEqual(await withoutReader(['--help']), [0, '']);
  });

  it('keeps it when the disk is full, and says so in a sentence', async () => {
    const said = /^The output of this command could not be written: the disk is full\.\n[^\n]+\n$/;
    for (const [args, code] of [
      [FAILS, 1],
      [[...PASSES, '--json'], 0],
      [['--version'], 0],
    ] as const) {
      const [ended, stderr] = await onFullDisk(args);
      assert.equal(ended, code);
      assert.match(stderr, said);
    }
  });

  it('keeps it when nobody can be told of an error', async () => {
    const full = openSync('/dev/full', 'w');
    const [code] = await once(started(['test', 'nowhere.py', ...BIND], ['ignore', full, full]), 'close');
    closeSync(full);
    assert.equal(code, 2);
  });

  it('ends by itself when its reader does not read, if a pipe has room for the output', () =>
    inTemporaryFolder(async (folder) => {
      const pipe = openSync(fifo(path.join(folder, 'empty')), 'r+');
      const [code] = await once(started(FAILS, ['ignore', pipe, 'ignore']), 'close');
      closeSync(pipe);
      assert.equal(code, 1);
    }));

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 130],
    ['SIGHUP', 129],
  ] as const) {
    it(`removes its sandbox when its reader does not read, and then ends at the first ${signal}`, () =>
      inTemporaryFolder(async (folder) => {
        const pipe = fullPipe(folder);
        const child = started(FAILS, ['ignore', pipe, pipe]);
        const ended = once(child, 'close');
        await work();
        await sleep(2_000);
        assert.deepEqual([child.exitCode, child.signalCode], [null, null]);
        child.kill(signal);
        assert.deepEqual(await Promise.race([ended, sleep(2_000)]), [code, null]);
        closeSync(pipe);
      }));
  }

  it('removes its sandbox at a signal in the middle of a run whose reader does not read', () =>
    inTemporaryFolder(async (folder) => {
      const pipe = fullPipe(folder);
      const child = started(ENDLESS, ['ignore', pipe, pipe]);
      const ended = once(child, 'close');
      await aSandbox();
      child.kill('SIGTERM');
      const until = Date.now() + 5_000;
      while ((await ours()).length > 0 && Date.now() < until) await sleep(50);
      assert.deepEqual(await ours(), []);
      child.kill('SIGTERM');
      assert.deepEqual(await Promise.race([ended, sleep(2_000)]), [130, null]);
      closeSync(pipe);
    }));

  it('says that its folder was deleted', () =>
    inTemporaryFolder(async (folder) => {
      const gone = path.join(folder, 'gone');
      await mkdir(gone);
      const command = 'cd "$1" && rmdir "$1" && shift && exec "$@"';
      const child = spawn('sh', ['-c', command, 'sh', gone, process.execPath, CLI, ...PASSES]);
      const [said] = await once(child.stderr, 'data');
      const [code] = await once(child, 'close');
      assert.equal(code, 2);
      assert.match(String(said), /^The folder that this command was started in cannot be found: it does not exist\.\n/);
      await assert.rejects(rmdir(gone));
    }));

  it('reads no more of an endless stdin than it could use', async () => {
    const child = started(['test', '-', ...BIND, '--json'], 'pipe');
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(65_536, 'yes\n'));
      },
    });
    const { stdin, stdout, stderr } = child;
    assert.ok(stdin && stdout && stderr);
    stdin.on('error', () => endless.destroy());
    endless.pipe(stdin);
    const printed: Buffer[] = [];
    stdout.on('data', (part: Buffer) => printed.push(part));
    const [said] = await once(stderr, 'data');
    const [code] = await once(child, 'close');
    assert.deepEqual([code, printed], [2, []]);
    assert.match(String(said), /^The program on stdin is larger than 8 MB, [^\n]+ The rest was not read\.\n/);
  });

  it('does not wait for the writer of a pipe in the place of a file', () =>
    inTemporaryFolder(async (folder) => {
      const docker = path.join(folder, 'docker');
      await mkdir(docker);
      fifo(path.join(docker, 'config.json'));
      const pipe = fifo(path.join(folder, 'pipe'));
      for (const DOCKER_CONFIG of [docker, pipe]) {
        const { code, stderr } = await codealong(PASSES, { env: { DOCKER_CONFIG } });
        assert.equal(code, 0, stderr);
        assert.match(stderr, /^Docker's configuration "[^"]+" cannot be read: it is not a [^\n]+ It is ignored\.\n/);
      }
      const { code, stderr } = await codealong(['test', pipe, ...BIND]);
      assert.equal(code, 2);
      assert.match(stderr, /^The file "[^"]+\/pipe" cannot be read: it is not a regular file\.\n/);
    }));

  it('does not wait for the writer of a pipe in the place of the entry', () =>
    inTemporaryFolder(async (folder) => {
      await cp(solution('01-bind'), path.join(folder, 'helper.py'));
      fifo(path.join(folder, 'main.py'));
      const args = ['test', path.join(folder, 'helper.py'), ...BIND, '--entry', 'main.py'];
      const { code, stdout } = await codealong(args);
      assert.equal(code, 1);
      assert.match(stdout, /The file "main\.py" cannot be read: it is not a regular file\./);
    }));

  for (const [wish, code, title] of [
    ['SIGINT', 130, 'Ctrl-C'],
    ['SIGTERM', 130, 'SIGTERM'],
    ['SIGHUP', 129, 'SIGHUP'],
    ['close', 129, 'a terminal that is closed'],
  ] as const) {
    it(`removes its sandbox after ${title} while it shows a spinner`, async () => {
      assert.equal(await inTerminal(wish), code);
      assert.deepEqual(await ours(), []);
    });
  }

  it('removes its sandbox after SIGHUP without a terminal', async () => {
    const child = started(ENDLESS, 'ignore');
    await aSandbox();
    child.kill('SIGHUP');
    assert.deepEqual(await once(child, 'close'), [129, null]);
    assert.deepEqual(await ours(), []);
  });
});
