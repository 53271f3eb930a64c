import assert from 'node:assert/strict';
import { CodedError } from '../../../src/contract/codes';
import { IMAGE_USERS } from '../../../src/contract/image';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import { type Diagnosis, findingsOf } from '../../../src/doctor/diagnosis';
import {
  engineFindings,
  flagFindings,
  imageFindings,
  limitFindings,
  placeFindings,
  probeFindings,
  productOf,
  type UsedImage,
} from '../../../src/doctor/findings';
import type { Probed } from '../../../src/doctor/probe';
import { bugReport, diagnosisJson, diagnosisLines, summaryOf } from '../../../src/doctor/render-diagnosis';
import type { EngineInfo, EngineVersion } from '../../../src/engine/client/engine';
import { PLAIN } from '../../../src/results/report/shown-text';
import { SOUND } from '../../support/facts';
import { lookedAt } from '../../support/messages';

const PERSON = { home: '/home/kim', user: 'kim', machine: 'kims-laptop', hosts: [] };
const VERSION: EngineVersion = {
  version: '27.0.1',
  apiVersion: '1.46',
  os: 'linux',
  arch: 'amd64',
  components: { runc: '1.1.13' },
};
const INFO: EngineInfo = {
  operatingSystem: 'Docker Desktop',
  kernel: '6.6.0',
  time: 0,
  runcBuild: 'v1.1.13-0-g58aa920',
  cgroupVersion: '2',
  cpus: 4,
  memory: 8e9,
  memoryLimit: true,
  swapLimit: true,
  pidsLimit: true,
  cpuLimit: true,
  securityOptions: ['name=seccomp,profile=unconfined', 'name=cgroupns'],
  warnings: [],
};
const PROBED: Probed = {
  uid: 64000,
  calls: { keyctl: 'EPERM', shmget: 'SIGSYS', 'socket 40': 'EPERM' },
  absent: { clone3: 'ENOSYS' },
  foreign: { x32: 'none', '32 bits': 'SIGSYS', 'namespace by clone': 'EPERM' },
  outside: ['ENETUNREACH'],
  name_found: false,
  loopback: true,
  ipv6_loopback: true,
  grader_memory: 'EACCES',
  suite: 'EACCES',
  writable: ['/dev/mqueue', '/dev/shm', '/tmp', '/work'],
};

function linesOf(diagnosis: Partial<Diagnosis>): string {
  return diagnosisLines({ findings: [], hosts: [], ending: 'sound', ...diagnosis }, PERSON, PLAIN).join('\n');
}

function marked(findings: Diagnosis['findings']): readonly string[] {
  return linesOf({ findings })
    .split('\n')
    .filter((line) => /^ {2}[!✗]/.test(line))
    .map((line) => line.trim());
}

describe('What the doctor says', () => {
  it('has a mark for each finding, and the advice below it', () => {
    const finding = findingsOf('image');
    const text = linesOf({ findings: [finding('bad', 'doctor-image-missing', {})], ending: 'no-image' });
    assert.equal(
      text,
      [
        'Docker works. Without the image it is not known whether programs can be run.',
        '',
        'The image that programs run in',
        '  ✗ The image that programs run in has not been built yet.',
        '      CodeAlong builds it when the tests of a step are run for the first time. To',
        '      build it now: "CodeAlong: Prepare Sandbox Image", `codealong image` or',
        '      `codealong doctor --build`.',
      ].join('\n'),
    );
  });

  it('counts the warnings in its first line', () => {
    const finding = findingsOf('engine');
    const findings = [1, 2].map(() => finding('warning', 'doctor-cannot-limit', { guard: 'swap' }));
    assert.match(summaryOf({ findings, hosts: [], ending: 'sound' }), / 2 warnings, marked with "!"\.$/);
  });

  it('is one block that Markdown leaves alone, whatever an engine says', () => {
    const text = '```\n# Title\n<img src=x>\u001b[31m ````';
    const report = bugReport(
      { findings: [findingsOf('engine')('plain', 'doctor-engine-warns', { text })], hosts: [], ending: 'sound' },
      PERSON,
      PLAIN,
    );
    assert.match(report, /^`{5}text\n[\s\S]*\n`{5}\n$/);
    assert.ok(!report.slice(5, -6).includes('`````'));
    assert.ok(!report.includes('\u001b'));
  });

  it('is given to programs in codes and in words, without names in either', () => {
    const place = {
      source: 'default',
      label: '/home/kim/.rd/docker.sock',
      product: null,
      detail: 'ENOENT',
      version: null,
      counts: true,
    };
    const findings = [findingsOf('places')('plain', 'doctor-place-engine-not-found', place)];
    const said = diagnosisJson({ findings, hosts: [], ending: 'sound' }, PERSON, PLAIN);
    assert.ok(!JSON.stringify(said).includes('kim'));
    assert.deepEqual(said.findings[0]?.args, { ...place, label: '~/.rd/docker.sock' });
    assert.deepEqual([said.ok, said.ending], [true, 'sound']);
  });
});

describe('The doctor', () => {
  it('finds nothing wrong with an engine of today', () => {
    const findings = engineFindings({ ...VERSION, components: { runc: '1.3.4' } }, INFO);
    assert.deepEqual(marked(findings), []);
    assert.match(linesOf({ findings }), /Security options: seccomp \(unconfined\), cgroupns\. The engine filters/);
  });

  it('finds a runc that is older than the fixes', () => {
    assert.match(
      marked(engineFindings(VERSION, INFO))[0] ?? '',
      /^! Runtime: runc 1\.1\.13 has known holes, by which a program/,
    );
    assert.match(linesOf({ findings: engineFindings(VERSION, INFO) }), /knows them as CVE-2025-31133/);
  });

  it('finds an engine that names no runc, and one that cannot limit', () => {
    const info = { ...INFO, swapLimit: false };
    const findings = [...engineFindings({ ...VERSION, components: { crun: '1.14' } }, info), ...flagFindings(info, [])];
    assert.match(linesOf({ findings }), /- Runtime: the engine names no version of runc/);
    assert.deepEqual(marked(findings), ['! The engine says that it cannot limit this: swap.']);
  });

  it('believes what it sees inside, and not an engine that denies a limit which it keeps', () => {
    const info = { ...INFO, swapLimit: false, cpuLimit: false };
    const inside = (facts: typeof SOUND) => limitFindings(facts, DEFAULT_LIMITS, IMAGE_USERS);
    assert.deepEqual(flagFindings(info, inside(SOUND)), []);
    assert.deepEqual(marked(flagFindings(info, inside({ ...SOUND, swap_mb: null }))), [
      '! The engine says that it cannot limit this: swap.',
    ]);
  });

  it('knows the runtime of Podman, and judges it only if it is runc', () => {
    const podman = (name: string, said: string) =>
      engineFindings({ ...VERSION, components: { 'podman engine': '5.4.2', [`oci runtime (${name})`]: said } }, INFO);
    assert.deepEqual(marked(podman('crun', 'crun version 1.21\ncommit: 10269840aa07fb7e6b7e1acff6198692d8ff5c88')), []);
    assert.match(
      linesOf({ findings: podman('crun', 'crun version 1.21\ncommit: 1') }),
      /- Runtime: crun 1\.21\. CodeAlong/,
    );
    assert.match(
      marked(podman('mine', 'runc version 1.1.4+ds1\nspec: 1.0.2'))[0] ?? '',
      /^! Runtime: runc 1\.1\.4\+ds1/,
    );
  });

  it('says that a base is an official image only of an image that CodeAlong has built', () => {
    const image = { ref: 'x:1', id: 'sha256:1', base: null, runtime: null, size: 1, protocol: '4', arch: 'amd64' };
    const told = (source: UsedImage['source']) => linesOf({ findings: imageFindings({ ...image, source }, 'amd64') });
    for (const source of ['hash', 'built'] as const) assert.match(told(source), /Its base is an official image/);
    for (const source of ['setting', 'hand-built'] as const) assert.doesNotMatch(told(source), /official/);
  });

  it('finds an image for another processor than the engine has, wherever CodeAlong itself runs', () => {
    const base = { ref: 'x:1', id: 'sha256:1', base: null, runtime: null, size: 1, protocol: '4' };
    const told = (arch: string, engine: string) =>
      marked(imageFindings({ ...base, source: 'setting', arch }, engine)).join(' ');
    assert.match(told('arm64', 'amd64'), /^! The image is for another kind of processor \(arm64\) than that/);
    assert.equal([told('amd64', 'amd64'), told('arm64', 'arm64'), told('', 'amd64'), told('amd64', '')].join(''), '');
  });

  it('says where an engine filters no system calls, since a sandbox has to do it alone then', () => {
    const told = (...securityOptions: string[]) =>
      linesOf({ findings: engineFindings(VERSION, { ...INFO, securityOptions }) }).replace(/\s+/g, ' ');
    const alone = /The engine filters no system calls\. The sandbox has its own filter, which is listed below\./;
    for (const one of ['name=cgroupns', 'name=seccomp,profile=unconfined']) assert.match(told(one), alone);
    assert.match(told(), alone);
    for (const one of ['default', '/etc/docker/mine.json'])
      assert.doesNotMatch(told(`name=seccomp,profile=${one}`), alone);
  });

  it('finds nothing wrong with a sound sandbox', () => {
    assert.deepEqual(
      marked([...limitFindings(SOUND, DEFAULT_LIMITS, IMAGE_USERS), ...probeFindings(PROBED, IMAGE_USERS)]),
      [],
    );
  });

  it('finds each missing limit: red if nothing is run, yellow if programs are still run', () => {
    const facts = { ...SOUND, memory_mb: null, swap_mb: 512, interfaces: ['eth0', 'lo'], routes: 1 };
    assert.deepEqual(marked(limitFindings(facts, DEFAULT_LIMITS, IMAGE_USERS)), [
      '✗ Network: eth0, lo, routes. It should be: only its own loopback (lo).',
      '✗ Memory: no limit found. It should be: 128 MB.',
      '! Swap: 512 MB. It should be: none.',
    ]);
  });

  for (const [title, change, line] of [
    ['an open way out', { outside: ['ENETUNREACH', 'reached'] }, /^✗ Machines outside: within reach/],
    ['a name server', { name_found: true }, /^✗ Internet names \(DNS\): resolved/],
    ['a suite that can be read', { suite: 'opened' }, /^✗ Memory and files of the tests: open to the program/],
    ['a program that is the grader', { uid: 64001 }, /^✗ User of the program: not its own/],
    [
      "an engine's own list of system calls",
      { calls: { keyctl: 'EPERM', shmget: 'done' } },
      /^! CodeAlong's own list of system calls: not in force \(shmget: done\)\.$/,
    ],
    [
      'a socket to the host',
      { calls: { 'socket 17': 'EPERM', 'socket 40': 'done' } },
      /not in force \(socket 40: done\)\.$/,
    ],
    ['a call whose flags no list can see', { absent: { clone3: 'EINVAL' } }, /not in force \(clone3: EINVAL\)\.$/],
    ['a way around the list', { foreign: { '32 bits': 'done' } }, /not in force \(32 bits: done\)\.$/],
    ['an open folder', { writable: ['/run', '/tmp', '/work'] }, /^! Every other folder: open to the program \(\/run\)/],
    ['no IPv6', { ipv6_loopback: false }, /^! `localhost` over IPv6: does not work/],
  ] as const) {
    it(`finds ${title}`, () => {
      const lines = marked(probeFindings({ ...PROBED, ...change }, IMAGE_USERS));
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', line);
    });
  }

  it('names a few of the calls that are open where there is no list at all, and their number', () => {
    const calls = Object.fromEntries([...'abcdefgh'].map((name) => [name, 'EINVAL']));
    const text = linesOf({ findings: probeFindings({ ...PROBED, calls }, IMAGE_USERS) }).replace(/\s+/g, ' ');
    assert.match(text, /not in force \(a: EINVAL, b: EINVAL, .* f: EINVAL, … \(8\)\)\./);
  });

  it('names the product that a place belongs to', () => {
    assert.deepEqual(
      [
        '/var/run/docker.sock',
        '/run/user/1000/docker.sock',
        '/home/kim/.docker/desktop/docker.sock',
        '/home/kim/.colima/default/docker.sock',
        '/home/kim/.config/colima/default/docker.sock',
        '/home/kim/.rd/docker.sock',
        '/Users/kim/.orbstack/run/docker.sock',
        '/run/user/1000/podman/podman.sock',
        '//./pipe/docker_engine',
        '//./pipe/dockerDesktopLinuxEngine',
        'tcp://box:1',
      ].map(productOf),
      [
        'docker',
        'rootless',
        'docker-desktop',
        'colima',
        'colima',
        'rancher-desktop',
        'orbstack',
        'podman',
        'docker',
        'docker-desktop',
        null,
      ],
    );
  });

  it('finds a Docker at a place that was not set, and then does not advise to install one', () => {
    const set = { source: 'DOCKER_HOST', label: 'tcp://box:1', counts: true } as const;
    const usual = { source: 'default', label: '/var/run/docker.sock', counts: false } as const;
    const none = { host: null, detail: '', version: '27.0.1', used: false };
    const findings = placeFindings({
      asked: [
        { ...none, endpoint: set, answer: 'engine-not-running', detail: 'ECONNREFUSED', version: null },
        { ...none, endpoint: usual, answer: 'answers' },
      ],
      connection: null,
      problem: new CodedError('engine-not-running', lookedAt({ place: 'tcp://box:1' })),
    });
    assert.deepEqual(marked(findings), [
      '! tcp://<host>:1 (`DOCKER_HOST`): exists, but nothing is listening (ECONNREFUSED).',
      '✗ Docker is installed, but it is not running.',
      '✗ Docker answers at /var/run/docker.sock, but `DOCKER_HOST` names another place.',
    ]);
  });
});
