import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adopt, startInBackground, until } from '../../../scripts/engines/background.mjs';
import { whyNot } from '../../../scripts/engines/lab.mjs';
import { lock } from '../../../scripts/engines/lock.mjs';
import { qemuArguments, runningIn } from '../../../scripts/engines/machine.mjs';
import { ENGINES, environmentOf, PORTS, selected } from '../../../scripts/engines/selection.mjs';
import { ROOT } from '../../support/run';

const ids = (engines: readonly { readonly id: string }[]) => engines.map(({ id }) => id);
const REACH = {
  folder: '/lab',
  ports: { 22: 4022, 2375: 4075, 2376: 4076, 2377: 4077, 2378: 4078 },
  socket: '/s/docker.sock',
};

function variables(id: string): NodeJS.ProcessEnv {
  const [engine] = selected([id]);
  ok(engine);
  return environmentOf(engine, REACH, {
    PATH: '/bin',
    HOME: '/home/x',
    DOCKER_CONTEXT: 'mine',
    DOCKER_HOST: 'tcp://mine',
  });
}

describe('The engines of npm run engines', () => {
  it('are all tried when none is named, else those that are, in the order of the table', () => {
    deepEqual(ids(selected([])), ids(ENGINES));
    deepEqual(ids(selected(['podman-5', 'docker-26'])), ['docker-26', 'podman-5']);
  });

  it('are listed for a name that none of them has', () => {
    throws(() => selected(['docker-26', 'docker-99']), /no engine docker-99\. There are: here docker-26 /);
  });

  it('are reached by a port of this machine, with certificates, a forwarded socket or ssh', () => {
    equal(variables('docker-26').DOCKER_HOST, 'tcp://127.0.0.1:4075');
    equal(variables('podman-5-rootless').DOCKER_HOST, 'tcp://127.0.0.1:4078');
    equal(variables('docker-26-rootless').DOCKER_HOST, 'unix:///s/docker.sock');
    const { DOCKER_HOST, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH } = variables('docker-26-mapped');
    deepEqual([DOCKER_HOST, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH], ['tcp://127.0.0.1:4076', '1', '/lab/tls']);
    const ssh = variables('docker-26-ssh');
    deepEqual([ssh.DOCKER_HOST, ssh.PATH], ['ssh://learner@127.0.0.1:4022', '/lab/bin:/bin']);
  });

  it('get nothing of what this machine says of Docker, but the one of this machine gets all', () => {
    equal(variables('docker-26').DOCKER_CONTEXT, undefined);
    equal(variables('docker-26').HOME, '/home/x');
    equal(variables('here').DOCKER_HOST, 'tcp://mine');
  });
});

describe('The machine in a box', () => {
  it('listens on the loopback of this machine alone, one port for each way into it, and reaches no network', () => {
    const words = qemuArguments('/lab', REACH.ports, true).join(' ');
    deepEqual(
      [...words.matchAll(/hostfwd=tcp:([\d.]+):\d+-:(\d+)/g)].map(([, from, to]) => [from, Number(to)]),
      [...PORTS.map((port) => ['127.0.0.1', port])],
    );
    match(words, /restrict=on/);
  });

  it('writes nothing to its disk, so that each boot begins with the same one', () => {
    match(qemuArguments('/lab', {}, true).join(' '), /disk\.img,\S*snapshot=on/);
  });

  it('is emulated where there is no KVM', () => {
    match(qemuArguments('/lab', {}, true).join(' '), /-accel tcg/);
    match(qemuArguments('/lab', {}, false).join(' '), /-accel kvm/);
  });

  it('ends at once when its kernel panics, so that nobody waits for it', () => {
    match(qemuArguments('/lab', {}, true).join(' '), /-no-reboot .* panic=-1 /);
  });

  it('is made by root on Debian or Ubuntu, on amd64, and says so elsewhere', () => {
    const host = { arch: 'x64', uid: 0, osRelease: 'ID=debian\n' };
    equal(whyNot(host), null);
    equal(whyNot({ ...host, osRelease: 'ID=ubuntu\nID_LIKE=debian\n' }), null);
    match(whyNot({ ...host, uid: 1000 }) ?? '', /as root/);
    match(whyNot({ ...host, osRelease: 'ID=fedora\n' }) ?? '', /Debian/);
    match(whyNot({ ...host, arch: 'arm64' }) ?? '', /this is arm64/);
  });

  it('does not run in a folder without it', () => {
    equal(runningIn('/nowhere'), null);
  });
});

describe('The lock of the lab', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'codealong-lock-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused while another script has it, and taken from one that was killed', () => {
    const file = join(folder, 'lock');
    const other = spawn('sleep', ['60']);
    try {
      writeFileSync(file, String(other.pid));
      throws(
        () => lock(file, 'sleep'),
        new RegExp(`Another script uses the machine in a box \\(process ${other.pid}\\)`),
      );
      equal(readFileSync(file, 'utf8'), String(other.pid));
      // The number belongs to another command by now.
      lock(file, 'engines/run.mjs');
      equal(readFileSync(file, 'utf8'), String(process.pid));
    } finally {
      other.kill();
    }
  });

  it('is asked for before anything is made, by the commands that end the machine too', () => {
    const script = readFileSync(join(ROOT, 'scripts/engines/run.mjs'), 'utf8');
    const at = (words: string) => script.indexOf(words, script.indexOf('async function main'));
    ok(at('lock(') > 0 && at('lock(') < at('endKept()') && at('lock(') < at('ensureLab('));
  });
});

describe('A process in the background', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'codealong-background-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('runs until it is ended, and then says why it has', async () => {
    const child = startInBackground('sleep', ['60'], join(folder, 'log'));
    equal(child.ended(), null);
    child.end();
    await until('end', 10, () => child.ended() !== null);
    equal(child.ended(), 'sleep ended with SIGKILL');
  });

  it('is not ended any more once it has ended, or was let go, or is another one by now', async () => {
    const child = startInBackground('sleep', ['60'], join(folder, 'log'));
    child.letGo();
    child.end();
    await new Promise((go) => setTimeout(go, 100));
    equal(child.ended(), null);
    adopt(child.pid, () => false);
    child.end();
    await new Promise((go) => setTimeout(go, 100));
    equal(child.ended(), null);
    adopt(child.pid, () => true);
    child.end();
    await until('end', 10, () => child.ended() !== null);
  });

  it('that ends by itself ends every wait for it, with its reason', async () => {
    const child = startInBackground('false', [], join(folder, 'log'));
    const waiting = until('answer', 60, () => false, child.ended).catch(String);
    equal(await waiting, 'Error: No answer: false ended with code 1.');
  });

  it('is waited for no longer than was said', async () => {
    equal(await until('answer', 0, () => false).catch(String), 'Error: No answer within 0 s.');
  });
});
