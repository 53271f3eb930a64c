import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../src/engine/endpoint/connect';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import type { Runner } from '../../src/run/runner';
import { OURS } from '../../src/sandbox/owner';
import { Certificates, missingForTls, type TlsPort, tlsBefore } from '../support/certificates';
import { ChildScript, nextLine } from '../support/child';
import { codealong } from '../support/cli';
import { gone, nothingIsLeft } from '../support/containers';
import { engineOfThisMachine } from '../support/engine-proxy';
import { Folder } from '../support/folder';
import { newRunner, PLATFORM, REDIS, runOn, solution } from '../support/run';
import { SshMachine } from '../support/ssh-machine';
import { programNamed } from '../support/ssh-servers';

const LOOP = { source: 'while True: pass\n' };
const TESTED = ['test', solution('01-bind'), '--course', 'redis', '--step', '1'];
const PASSING = { file: solution('01-bind') };

async function socketOfThisMachine(): Promise<string> {
  const engine = await engineOfThisMachine();
  if ('socketPath' in engine) return engine.socketPath;
  throw new Error('the engine of this machine has no socket');
}

/** The environment in which the context `far`, made by docker's own command in this folder, is the chosen one. */
function contextOf(home: Folder, endpoint: readonly string[]): Readonly<Record<string, string>> {
  const env = { DOCKER_CONFIG: home.path('docker'), DOCKER_CONTEXT: '', DOCKER_HOST: '' };
  const args = ['context', 'create', 'far', '--docker', endpoint.join(',')];
  execFileSync(programNamed('docker') ?? 'docker', args, { env: { ...process.env, ...env } });
  return { ...env, DOCKER_CONTEXT: 'far' };
}

/** The container of this session ends without its owner, within its own time. It is removed here, since no run of ours will do it. */
async function endsByItself(session: string): Promise<void> {
  const { engine } = await connect({ platform: PLATFORM, files: hostFiles });
  try {
    const found = () => engine.list([OURS, `codealong.session=${session}`]);
    const all = await found();
    assert.ok(all.length > 0, 'there was a container');
    const runs = async () => (await found()).some(({ state }) => state === 'running');
    for (const limit = Date.now() + 20_000; await runs(); await new Promise((go) => setTimeout(go, 100)))
      assert.ok(Date.now() < limit, 'its container still runs');
    for (const { id } of all) await engine.remove(id);
  } finally {
    engine.close();
  }
}

describe('Runs on an engine that is reached over ssh', function () {
  this.timeout(90_000);
  let machine: SshMachine | null = null;
  let runner: Runner;

  before(async function () {
    if (SshMachine.missingAfterSetup() !== null) this.skip();
    const docker = programNamed('docker');
    if (docker === null) throw new Error('There is no docker command here, which stands on the other side of ssh.');
    const socket = await socketOfThisMachine();
    machine = await SshMachine.make(`DOCKER_HOST=unix://${socket} exec ${docker} "$@"`);
    runner = newRunner({ settings: { engineHost: 'ssh://box' } });
  });

  after(async () => {
    await runner?.dispose();
    await machine?.noClientIsLeft();
    await machine?.remove();
  });

  afterEach(async () => {
    await gone(5_000);
    await nothingIsLeft();
  });

  it('pass, over few connections', async () => {
    const { verdict } = await runOn(runner, REDIS, 1, PASSING);
    assert.equal(verdict.outcome, 'passed');
    assert.equal((await runOn(runner, REDIS, 1, PASSING)).verdict.outcome, 'passed');
    const engine = await runner.engine();
    await Promise.all(Array.from({ length: 8 }, () => engine.version()));
    const left = () => machine?.clients().length ?? 0;
    // What has just answered is on its way back, or to its end.
    for (const limit = Date.now() + 5_000; left() > 4 && Date.now() < limit; await sleep(50));
    assert.ok(left() > 0 && left() <= 4, `${left()} free connections`);
  });

  it('fail and end as everywhere', async () => {
    assert.equal((await runOn(runner, REDIS, 1, { source: 'print("no")\n' })).verdict.outcome, 'failed');
    assert.equal(
      (await runOn(runner, REDIS, 1, { source: 'raise ValueError("x")\n' })).verdict.outcome,
      'learner-error',
    );
  });

  it('are cancelled, and their container is removed', async () => {
    const cancel = new AbortController();
    const running = runOn(runner, REDIS, 1, LOOP, {
      signal: cancel.signal,
      watch: { phase: (name) => name === 'tests' && setTimeout(() => cancel.abort(), 300) },
    });
    assert.equal((await running).verdict.outcome, 'cancelled');
  });

  it('are lost when the connections are cut in the middle, the container ends, and the next run passes', async () => {
    const running = runOn(runner, REDIS, 1, LOOP, {
      watch: { phase: (name) => name === 'tests' && setTimeout(() => machine?.cut(), 300) },
    });
    const { verdict } = await running;
    assert.deepEqual([verdict.outcome, verdict.reason], ['sandbox-error', 'container-lost']);
    await gone(15_000);
    assert.equal((await runOn(runner, REDIS, 1, PASSING)).verdict.outcome, 'passed');
  });

  it('leave neither ssh nor a running container when their process is killed', async () => {
    const before = new Set(machine?.clients());
    const script = await ChildScript.make('looping-child');
    const session = randomUUID();
    try {
      const child = script.start(['spinning'], { CODEALONG_SESSION: session, DOCKER_HOST: 'ssh://box' });
      await nextLine(child);
      for (let line = ''; !line.includes('tests'); ) line = await nextLine(child);
      child.kill('SIGKILL');
      await once(child, 'exit');
    } finally {
      script.dispose();
    }
    const limit = Date.now() + 5_000;
    const ours = () => (machine?.clients() ?? []).filter((id) => !before.has(id));
    while (ours().length > 0 && Date.now() < limit) await new Promise((go) => setTimeout(go, 50));
    assert.deepEqual(ours(), []);
    await endsByItself(session);
  });

  it('pass in a docker context', async () => {
    const home = await Folder.make({});
    try {
      const env = contextOf(home, ['host=ssh://box']);
      const { code, stdout } = await codealong(TESTED, { env });
      assert.equal(code, 0, stdout);
    } finally {
      await home.remove();
    }
  });

  it('have a doctor that names the way, and a command line that says what ssh said', async () => {
    const env = { DOCKER_HOST: 'ssh://box' };
    const doctor = await codealong(['doctor'], { env });
    assert.equal(doctor.code, 0, doctor.stdout);
    assert.match(doctor.stdout, /ssh:\/\/<host> \(`?DOCKER_HOST`?\): answers with version/);
    await machine?.trust(null);
    const said = await codealong(TESTED, { env });
    await machine?.trust();
    assert.equal(said.code, 3);
    assert.match(said.stdout, /SSH does not know the machine box/);
    assert.match(said.stdout, /Host key verification failed\./);
  });
});

describe('Runs on an engine behind TLS', function () {
  this.timeout(90_000);
  let certificates: Certificates;
  let port: TlsPort;
  let home: Folder;

  before(async function () {
    const missing = missingForTls();
    if (missing !== null) {
      if (process.env.CODEALONG_ENGINE_READY === '1') throw new Error(`cannot run: ${missing}`);
      process.stdout.write(`      left out: this cannot be run here: ${missing}\n`);
      this.skip();
    }
    certificates = await Certificates.make();
    port = await tlsBefore(await socketOfThisMachine(), certificates);
    home = await Folder.make({});
  });

  after(async () => {
    await port?.close();
    await certificates?.remove();
    await home?.remove();
    await nothingIsLeft();
  });

  const test = (env: Readonly<Record<string, string>>) => codealong(TESTED, { env });

  it('pass with the certificates that the environment names', async () => {
    const folder = await certificates.folderOf('ca', 'client');
    const env = { DOCKER_HOST: `tcp://127.0.0.1:${port.port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder };
    const { code, stdout } = await test(env);
    assert.equal(code, 0, stdout);
  });

  it('pass in a docker context, with its own certificates', async () => {
    const folder = await certificates.folderOf('ca', 'client');
    const files = ['ca', 'cert', 'key'].map((name) => `${name}=${path.join(folder, `${name}.pem`)}`);
    const { code, stdout } = await test(contextOf(home, [`host=tcp://127.0.0.1:${port.port}`, ...files]));
    assert.equal(code, 0, stdout);
  });

  it('end with the reason, and with the exit code for no engine', async () => {
    const folder = await certificates.folderOf('ca', 'old');
    const env = { DOCKER_HOST: `tcp://127.0.0.1:${port.port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder };
    const { code, stdout } = await test(env);
    assert.equal(code, 3);
    assert.match(stdout, /Your certificate for the Docker engine at tcp:\/\/127\.0\.0\.1:\d+ has expired\./);
  });
});
