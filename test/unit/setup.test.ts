import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newOnes } from '../../scripts/left-behind.mjs';
import { enginePlan, farPackages, isDebianLike, type Machine, nodeIsNewEnough } from '../../scripts/setup-advice.mjs';
import { packagesAreCurrent } from '../../scripts/setup-packages.mjs';
import { recommendedIn, runtimesIn, testedEverywhere } from '../../scripts/setup-runtimes.mjs';
import { afterRunningAgain, filesToRunAgain } from '../../scripts/test-again.mjs';
import { counted, LONG_PARTS, PARTS, shortened, waitsForSetup } from '../../scripts/test-parts.mjs';

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n';
const UBUNTU = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n';
const FEDORA = 'NAME="Fedora Linux"\nID=fedora\n';

function textFor(machine: Partial<Machine>): string {
  const base: Machine = { platform: 'linux', env: {}, uid: 1000, osRelease: DEBIAN, answer: 'missing' };
  const plan = enginePlan({ ...base, ...machine });
  return plan.kind === 'explain' ? plan.lines.join('\n') : `INSTALL ${plan.packages.join(' ')}`;
}

describe('Setup without an engine', () => {
  it('installs one by itself on Debian and Ubuntu as root, whether the engine is missing or stopped', () => {
    for (const osRelease of [DEBIAN, UBUNTU]) {
      match(textFor({ uid: 0, osRelease }), /^INSTALL .*docker\.io.*mmdebstrap/);
      match(textFor({ uid: 0, osRelease, answer: 'stopped' }), /^INSTALL/);
    }
  });

  it('gives another user of Debian the commands with sudo, and asks for nothing by itself', () => {
    const text = textFor({});
    match(text, /sudo apt-get update && sudo apt-get install -y docker\.io/);
    match(text, /sudo systemctl enable --now docker/);
    match(text, /usermod -aG docker/);
  });

  it('names the command of other Linux distributions, without sudo for root', () => {
    match(textFor({ osRelease: FEDORA }), /sudo dnf install -y moby-engine/);
    const asRoot = textFor({ osRelease: 'ID=arch\n', uid: 0 });
    match(asRoot, /pacman -S --noconfirm docker/);
    doesNotMatch(asRoot, /sudo/);
    match(textFor({ osRelease: '' }), /package manager/);
  });

  it('tells a stopped engine from a missing one on every platform', () => {
    match(textFor({ platform: 'darwin' }), /brew install/);
    match(textFor({ platform: 'darwin', answer: 'stopped' }), /open -a Docker/);
    match(textFor({ platform: 'win32', uid: null, osRelease: '' }), /winget install Docker\.DockerDesktop/);
    match(textFor({ platform: 'win32', uid: null, osRelease: '', answer: 'stopped' }), /Start menu/);
    doesNotMatch(textFor({ answer: 'stopped' }), /apt-get/);
  });

  it('mentions the integration of Docker Desktop in WSL only', () => {
    match(textFor({ env: { WSL_DISTRO_NAME: 'Debian' } }), /WSL integration/);
    doesNotMatch(textFor({}), /WSL/);
  });

  it('does not touch an engine that DOCKER_HOST names, even as root', () => {
    const text = textFor({ uid: 0, env: { DOCKER_HOST: 'tcp://box:2375' }, answer: 'stopped' });
    match(text, /DOCKER_HOST is set to tcp:\/\/box:2375/);
    match(text, /unset DOCKER_HOST/);
  });

  it('advises to join the group when permission is missing, and never to open the socket to everybody', () => {
    match(textFor({ answer: 'refused' }), /usermod -aG docker/);
    for (const platform of ['linux', 'darwin', 'win32', 'freebsd']) {
      for (const answer of ['missing', 'stopped', 'refused'] as const) {
        for (const uid of [0, 1000]) doesNotMatch(textFor({ platform, answer, uid }), /chmod/);
      }
    }
  });

  it('reads quoted and unquoted fields of os-release', () => {
    ok(isDebianLike('ID="linuxmint"\nID_LIKE="ubuntu debian"\n'));
    ok(!isDebianLike(FEDORA));
    ok(!isDebianLike('NAME=debian\n'));
  });

  it('has the tools for engines elsewhere, and no server that the next start would open', () => {
    const root = { uid: 0, osRelease: 'ID=debian\n' };
    deepEqual(farPackages({ ...root, systemd: false }), ['openssh-client', 'openssl', 'openssh-server']);
    deepEqual(farPackages({ ...root, systemd: true }), ['openssh-client', 'openssl']);
    deepEqual(farPackages({ ...root, uid: 1000, systemd: false }), []);
    deepEqual(farPackages({ ...root, osRelease: FEDORA, systemd: false }), []);
  });

  it('accepts Node from 20.11 on', () => {
    const versions = ['18.20.4', '20.10.0', '20.11.0', '20.20.2', '22.1.0'];
    deepEqual(versions.map(nodeIsNewEnough), [false, false, true, true, true]);
  });
});

describe('The runtimes, as setup reads them', () => {
  const root = join(__dirname, '../..');
  const script = 'scripts/setup-docker.sh';
  const known = runtimesIn(root);
  const ids = (runtimes: readonly { readonly id: string }[]) => runtimes.map(({ id }) => id);
  const sourceOf = (id: string) => JSON.parse(readFileSync(join(root, `docker/runtimes/${id}/runtime.json`), 'utf8'));
  const asTold = ({ id, version, image: { base, debian } }: ReturnType<typeof sourceOf>) =>
    [id, version, base, debian?.suite ?? '-', debian?.packages.join(',') ?? '-'].join(' ');
  const told = (folder: string) =>
    execFileSync('sh', [join(folder, script), '--runtimes'], { encoding: 'utf8' })
      .trimEnd()
      .split('\n');
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'codealong-setup-'));
    cpSync(join(root, script), join(folder, script));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are in the order of their versions, with one that is recommended, and those that Debian has', () => {
    deepEqual(ids(known), ['python-3.11', 'python-3.12', 'python-3.13', 'python-3.14']);
    equal(recommendedIn(known).id, 'python-3.14');
    deepEqual(ids(testedEverywhere(known)), ['python-3.11', 'python-3.13', 'python-3.14']);
  });

  it('are the same for the shell script, which has no reader of JSON, however their files are laid out', () => {
    deepEqual(
      told(root),
      known.map(({ id }) => asTold(sourceOf(id))),
    );
    for (const space of [0, 4, '\t']) {
      for (const { id } of known) {
        mkdirSync(join(folder, 'docker/runtimes', id), { recursive: true });
        writeFileSync(join(folder, 'docker/runtimes', id, 'runtime.json'), JSON.stringify(sourceOf(id), null, space));
      }
      deepEqual(told(folder), told(root));
    }
  });

  it('are named when one is asked for that does not exist', () => {
    const { status, stderr } = spawnSync('sh', [join(root, script), '--runtime', 'python-3.9'], { encoding: 'utf8' });
    equal(status, 1);
    match(stderr, /There is no runtime python-3\.9\. These are there: python-3\.11 .* python-3\.14\./);
  });
});

describe('The command npm ci', () => {
  const lock = (packages: Record<string, object>) => JSON.stringify({ packages });
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'codealong-setup-'));
    mkdirSync(join(root, 'node_modules'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function current(wanted: Record<string, object>, present: Record<string, object> | null): boolean {
    writeFileSync(join(root, 'package-lock.json'), lock({ '': {}, ...wanted }));
    if (present) writeFileSync(join(root, 'node_modules/.package-lock.json'), lock(present));
    return packagesAreCurrent(root);
  }

  it('is needed when nothing, or only a half, was installed', () => {
    equal(current({ 'node_modules/a': { version: '1.0.0' } }, null), false);
    equal(current({ 'node_modules/a': { version: '1.0.0' } }, {}), false);
  });

  it('is needed when the lock asks for another version', () => {
    equal(current({ 'node_modules/a': { version: '1.0.1' } }, { 'node_modules/a': { version: '1.0.0' } }), false);
  });

  it('is not needed when only packages of other platforms are missing', () => {
    const wanted = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } };
    equal(current(wanted, { 'node_modules/a': { version: '1.0.0' } }), true);
  });
});

describe('The parts of npm test', () => {
  it('have names of their own, and scripts that are there', () => {
    for (const parts of [PARTS, LONG_PARTS]) {
      const names = parts.map(({ name }) => name);
      deepEqual([...new Set(names)], names);
      const scripts = parts.flatMap(({ counting }) => counting ?? []);
      for (const script of scripts) ok(existsSync(join(__dirname, '../..', script)), script);
    }
  });

  it('have Podman among them, behind the set-up that makes its base', () => {
    const part = PARTS.find(({ counting }) => counting === 'scripts/podman.mjs');
    ok(part !== undefined && waitsForSetup(part));
  });
});

describe('The count of a part of npm test', () => {
  const part = { name: 'unit tests', seconds: 60 };
  const counts = { passed: 3, failed: 0, skipped: 0 };
  const failedOf = (code: number | null, numbers: typeof counts | null, timedOut = false) =>
    counted(part, { code, timedOut }, numbers).failed;

  it('takes the numbers of mocha when all went well', () => {
    deepEqual(counted(part, { code: 0, timedOut: false }, counts), { ...counts, note: '' });
    equal(failedOf(2, { ...counts, failed: 2 }), 2);
  });

  it('takes a part that this machine cannot run as left out, with the reason', () => {
    const none = { passed: 0, failed: 0, skipped: 1, leftOut: 'no Podman' };
    deepEqual(counted(part, { code: 0, timedOut: false }, none), { ...none, note: 'left out: no Podman' });
    equal(counted(part, { code: 1, timedOut: false }, none).failed, 1);
  });

  it('adds a failure when it crashed, ran nothing, ended badly or took too long', () => {
    equal(failedOf(1, null), 1);
    equal(failedOf(0, { ...counts, passed: 0 }), 1);
    equal(failedOf(7, counts), 1);
    equal(failedOf(null, counts, true), 1);
    equal(failedOf(null, null, true), 1);
  });

  it('shows a failure in a few lines: what was wrong, and where in our own files', () => {
    const said = Array.from({ length: 40 }, (_, line) => `line ${line}`);
    const frames = [
      'at own (/p/test/a.test.ts:1:2)',
      'at mocha (/p/node_modules/mocha/x.js:1:2)',
      'at run (node:internal/y:1:2)',
    ];
    const text = shortened(['a name', ...said, ...frames.map((frame) => `    ${frame}`)].join('\n'));
    match(text, /^a name\nline 0\n/);
    match(text, /own \(/);
    equal(text.split('\n').length, 7);
  });
});

describe('A test file that failed beside other files', () => {
  const part = { suite: 'test/sandbox/**/*.test.ts', jobs: 2 };
  const failed = { passed: 8, failed: 2, skipped: 0, failures: ['one', 'two'], failedFiles: ['a.test.ts'], note: '' };

  it('is run again, but not where files ran alone, where too many failed, or where the part was cut short', () => {
    deepEqual(filesToRunAgain(part, failed), ['a.test.ts']);
    deepEqual(filesToRunAgain({ ...part, jobs: 1 }, failed), []);
    deepEqual(filesToRunAgain(part, { ...failed, failedFiles: ['a', 'b', 'c', 'd'] }), []);
    deepEqual(filesToRunAgain(part, { ...failed, failedFiles: [''] }), []);
    deepEqual(filesToRunAgain(part, { ...failed, note: 'they took longer than 5 s' }), []);
    deepEqual(filesToRunAgain(part, { ...failed, failed: 0, failedFiles: [] }), []);
  });

  it('counts as passed when it passes alone, and is named all the same', () => {
    const alone = { passed: 5, failed: 0, skipped: 0, note: '' };
    const { passed, failed: left, failures, unsteady, note } = afterRunningAgain(failed, alone);
    deepEqual([passed, left, failures, unsteady], [10, 0, [], ['one', 'two']]);
    match(note, /2 only when run again/);
  });

  it('keeps its failures when it fails alone, or did not come to its end', () => {
    deepEqual(afterRunningAgain(failed, { passed: 4, failed: 1, skipped: 0, note: '' }), failed);
  });
});

describe('What npm test has left behind', () => {
  it('is what was not there before, and belongs to no living process', () => {
    const before = ['volume old', 'container 1 host:7:100'];
    const after = [...before, 'volume new', 'container 2 host:8:100', 'container 3 host:9:100', 'container 4 '];
    deepEqual(
      newOnes(before, after, (pid) => pid === 9),
      ['volume new', 'container 2 host:8:100', 'container 4 '],
    );
  });
});
