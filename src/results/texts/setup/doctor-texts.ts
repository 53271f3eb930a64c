import type { CodeArgs, MessageValue, SetupCode } from '../../../contract/codes';
import type { EngineProduct, ProbeTrial } from '../../../contract/codes/setup-codes';
import { weaknessOf } from '../learner/limit-texts';
import { shownWords } from '../shown-texts';
import { type Area, bytes, given, plural, sentence, table } from '../words';
import { diagnosisTexts } from './doctor-headings';

/** What the limits are called, and how a figure of each is written. */
const LIMITS = table<readonly [label: string, show: (found: string) => string]>({
  network: ['Network', (found) => (found === 'lo' ? 'only its own loopback (lo)' : found)],
  memory: ['Memory', unit('MB')],
  swap: ['Swap', (found) => (found === '0' ? 'none' : unit('MB')(found))],
  pids: ['Processes and threads', (found) => found],
  cpus: ['Processor', (found) => (/^[\d.]+$/.test(found) ? `${found} of one CPU` : found)],
  user: ['User of the tests', (found) => found],
  capabilities: ['Capabilities', (found) => (found === '0' ? 'none' : found)],
  privileges: ['New privileges', (found) => found],
  seccomp: ['System call filter', (found) => (found === '2' ? 'on' : `mode ${found}`)],
  calls: ['Calls into the kernel that are not allowed', (found) => (found === 'EPERM' ? 'refused' : eachIn('')(found))],
  root: ['System files', (found) => found],
  folders: ['Folders in memory, where a program can execute nothing of its own', eachIn('KB')],
  inodes: ['Files in these folders', eachIn('files')],
  shm: ['Shared memory (/dev/shm)', unit('KB')],
  ulimits: ['Limits of each process', eachIn('')],
  ipv6: ['IPv6 inside the sandbox', (found) => found],
});

/** What the probe tried: what it was, what it means that it went well, and what that it did not. */
const TRIALS: Readonly<Record<ProbeTrial, readonly [label: string, good: string, bad: string]>> = {
  program: ['User of the program', 'its own, not that of the tests', 'not its own'],
  profile: ["CodeAlong's own list of system calls", 'in force', 'not in force'],
  outside: ['Machines outside', 'out of reach', 'within reach'],
  names: ['Internet names (DNS)', 'not resolved', 'resolved'],
  elsewhere: ['Every other folder', 'closed to the program', 'open to the program'],
  walls: ['Memory and files of the tests', 'closed to the program', 'open to the program'],
  loopback: ['`localhost` over IPv4', 'works', 'does not work'],
  loopback6: ['`localhost` over IPv6', 'works', 'does not work'],
};

const SOURCES = table<string>({
  setting: 'the setting `codealong.engine.host`',
  DOCKER_HOST: '`DOCKER_HOST`',
  context: 'docker context',
});

const PRODUCTS: Readonly<Record<EngineProduct, string>> = {
  podman: 'Podman',
  'docker-desktop': 'Docker Desktop',
  colima: 'Colima',
  'rancher-desktop': 'Rancher Desktop',
  orbstack: 'OrbStack',
  docker: 'Docker',
  rootless: 'Rootless Docker',
};

const WHY = table<string>({
  setting: 'the setting comes before everything else',
  DOCKER_HOST: '`DOCKER_HOST` comes before contexts and the usual places',
  context: 'it is the current docker context',
  default: 'it is the first of the usual places that answers',
});

type Place = CodeArgs['doctor-place-used'];

/** Findings of the doctor. */
export const doctor: Area<SetupCode> = {
  'doctor-about': (args) => ({
    title: `CodeAlong ${args.version}: ${given(args.host, 'host not known')}, ${given(args.platform, 'platform not known')}.`,
  }),
  'doctor-maxima': (args) => ({
    title: `A course may ask for at most: ${args.timeout_seconds} s, ${args.memory_mb} MB, ${args.pids} processes, ${args.cpus} CPU.`,
  }),
  'doctor-place-used': (args) => ({
    title: `${place(args)}: answers with version ${given(args.version, 'unknown')}. It is used because ${WHY[(args.source ?? '')] ?? 'it answers'}.`,
  }),
  'doctor-place-answers': (args) => ({
    title: `${place(args)}: answers with version ${given(args.version, 'unknown')}. It is not used${passedOver(args)}.`,
  }),
  'doctor-place-engine-not-found': (args) => ({ title: `${place(args)}: nothing there${detail(args)}.` }),
  'doctor-place-engine-not-running': (args) => ({
    title: `${place(args)}: exists, but nothing is listening${detail(args)}.`,
  }),
  'doctor-place-engine-no-permission': (args) => ({
    title: `${place(args)}: exists, but your account may not use it${detail(args)}.`,
  }),
  'doctor-place-engine-no-answer': (args) => ({ title: `${place(args)}: no valid answer from Docker${detail(args)}.` }),
  'doctor-place-engine-not-docker': (args) => ({ title: `${place(args)}: what answers there is not Docker.` }),
  'doctor-place-not-asked': (args) => ({
    title: `${place(args)}: on another machine over SSH, and not asked since it is not the one that is used.`,
  }),
  'doctor-place-unusable': (args) => ({ title: `${place(args)}: cannot be used${detail(args)}.` }),
  'doctor-engine-elsewhere': (args) => ({
    title: `Docker answers at ${given(args.label, 'another place')}, but ${SOURCES[(args.source ?? '')] ?? 'what is set'} names another place.`,
    advice: 'If this is the Docker that you want, put its address there, or remove the other one.',
  }),
  'doctor-engine': (args) => ({
    title: `Engine ${args.engine}, API ${args.api}, ${given(args.os, 'system not known')} ${args.arch ?? ''}: ${given(args.system, 'unknown')}.`,
  }),
  'doctor-runc': (args) => ({
    title: `Runtime: runc ${args.version}, which has the fixes for the published container escapes.`,
  }),
  'doctor-runc-unknown': (args) => ({
    title: `Runtime: the engine names ${given(args.version, 'no version')} of runc, so it is not known which fixes it has.`,
  }),
  'doctor-runtime-other': ({ name, version }) => ({
    title: `Runtime: ${name}${version === null ? '' : ` ${version}`}. CodeAlong knows the published container escapes of runc only.`,
  }),
  'doctor-runc-old': (args) => ({
    title: `Runtime: runc ${args.version} has known holes, by which a program can leave its container. Please update the engine, or the package runc.`,
    body: `${(args.build ?? '') === '' ? '' : `Your system calls it ${args.build}. `}A distribution may have closed them without a new version number. Its security tracker knows them as ${args.cves}.`,
  }),
  'doctor-kernel': (args) => ({
    title: `Kernel ${given(args.kernel, 'unknown')}, control groups version ${given(args.cgroup, 'unknown')}.`,
  }),
  'doctor-security': (args) => ({
    title: `Security options: ${given(args.options, 'none')}.${/seccomp(?! \(unconfined)/.test(given(args.options, '')) ? '' : ' The engine filters no system calls. The sandbox has its own filter, which is listed below.'}`,
  }),
  'doctor-cannot-limit': (args) => ({
    title: `The engine says that it cannot limit this: ${given(args.guard, 'unknown')}.`,
  }),
  'doctor-engine-warns': (args) => ({ title: sentence(`The engine warns: ${given(args.text, 'nothing')}`) }),
  'doctor-image': (args) => ({
    title: `${given(args.ref, 'Image')} (${ORIGINS[(args.source ?? '')] ?? 'origin not known'}), ${bytes(args.bytes)}, protocol ${given(args.protocol, 'unknown')}.`,
  }),
  'doctor-image-foreign': (args) => ({
    title: `The image is for another kind of processor (${args.arch}) than that of the engine (${args.engine}).`,
    advice:
      'Where the engine cannot emulate it, no program runs. Where it can, programs are slow. Without `codealong.image`, CodeAlong builds an image that fits, from a base that fits.',
  }),
  'doctor-image-id': (args) => ({ title: `Digest: ${given(args.id, 'unknown')}.` }),
  'doctor-base': () => ({ title: 'Its base is an official image.' }),
  'doctor-runtimes': ({ there, others }) => ({
    title: [
      ...(there === null ? [] : [`Runtimes with an image: ${there}.`]),
      ...(others === null ? [] : [`Built when first wanted: ${others}.`]),
    ].join(' '),
  }),
  'doctor-image-missing': () => ({
    title: 'The image that programs run in has not been built yet.',
    advice:
      'CodeAlong builds it when the tests of a step are run for the first time. To build it now: "CodeAlong: Prepare Sandbox Image", `codealong image` or `codealong doctor --build`.',
  }),
  'doctor-limit': (args) => ({ title: `${limit(args)}.` }),
  'doctor-limit-missing': (args) => ({
    title: `${limit(args)}. It should be: ${shown(args.guard, args.wanted)}.`,
    advice: `For the sandbox this means: ${weaknessOf(given(args.guard, 'limit'))}. ${args.fatal === true ? 'No program is run on this engine until that is fixed.' : 'Programs are run anyway.'}`,
  }),
  'doctor-tried': (args) => ({ title: `${trial(args.what, 1)}.` }),
  'doctor-tried-badly': (args) => ({ title: `${trial(args.what, 2)} (${foundText(args)}).` }),
  'doctor-trial': (args) => ({
    title: `A small program was run. Its verdict came back after ${took(args.total_ms)}: ${took(args.starting_ms)} for a fresh sandbox, ${took(args.tests_ms)} for the test.`,
  }),
  'doctor-trial-failed': (args) => ({
    title: `A small program that should pass did not pass: ${given(args.outcome, 'no outcome')}.`,
    advice: 'Please report this text.',
  }),
};

const ORIGINS = table<string>({
  setting: 'from the setting `codealong.image`',
  hash: 'built from this version of CodeAlong',
  'hand-built': 'built by hand',
  built: 'built just now',
});

function place({ source: named, product, label }: Place): string {
  const source = SOURCES[named] ?? (product === null ? null : PRODUCTS[product]);
  return `${label}${source === null ? '' : ` (${source})`}`;
}

function detail({ detail: found }: Place): string {
  return found === '' ? '' : ` (${found})`;
}

function passedOver({ counts }: Place): string {
  return counts ? ', because another one comes first' : ', because a setting names another place';
}

function limit({ guard, found }: CodeArgs['doctor-limit']): string {
  const [label] = LIMITS[guard] ?? ['Limit'];
  return `${label}: ${shown(guard, found)}`;
}

function shown(guard: string, value: MessageValue): string {
  const [, show] = LIMITS[guard] ?? ['', (found: string) => found];
  return value === null ? 'no limit found' : show(String(value));
}

function trial(what: ProbeTrial, which: 1 | 2): string {
  return `${TRIALS[what][0]}: ${TRIALS[what][which]}`;
}

function foundText({ what, found }: CodeArgs['doctor-tried-badly']): string {
  if (typeof found === 'string') return given(found, 'nothing found');
  if (what === 'names') return found ? 'found' : 'not found';
  return found ? 'works' : 'fails';
}

function unit(name: string): (found: string) => string {
  return (found) => `${found} ${name}`;
}

/** `/tmp=1024, /work=unlimited` with the unit behind each figure. */
function eachIn(name: string): (found: string) => string {
  return (found) => found.replace(/=(\d+)/g, name === '' ? ' $1' : ` $1 ${name}`).replace(/=/g, ' ');
}

function took(ms: number): string {
  return plural(Math.round(ms / 10) / 100, 'second');
}

/** What the doctor says on top of a window's texts. A window loads it at the first run. */
export const doctorCatalogue = { messages: doctor, ...shownWords(diagnosisTexts) };
