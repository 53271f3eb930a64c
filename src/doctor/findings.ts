import type { EngineProduct, ProbeTrial } from '../contract/codes/setup-codes';
import type { SandboxFacts } from '../contract/facts';
import { type SandboxUsers, TMP, WORK } from '../contract/image';
import type { Limits } from '../contract/limits';
import type { Runtime } from '../contract/runtime';
import type { EngineInfo, EngineVersion } from '../engine/client/engine';
import type { EndpointAnswer, EngineSurvey } from '../engine/endpoint/engine-survey';
import type { RunnerImage } from '../engine/image/image';
import { checksOf, isFatal } from '../sandbox/checks';
import { findingsOf, type Grade, type SetupFinding } from './diagnosis';
import { type OciRuntime, ociRuntimeOf } from './oci-runtime';
import type { Probed } from './probe';
import { escapesOf } from './runc-escapes';

export interface UsedImage extends RunnerImage {
  /** As in `ImageFacts`. */
  readonly arch: string;
  /** Bytes. */
  readonly size: number;
  readonly protocol: string;
}

const onPlaces = findingsOf('places');
const onEngine = findingsOf('engine');
const onImage = findingsOf('image');
const onLimits = findingsOf('limits');

/** Every place where an engine was looked for, with its answer, and which one is used and why. */
export function placeFindings({ asked, problem }: EngineSurvey): readonly SetupFinding[] {
  const all = asked.map(placeFinding);
  if (problem === null) return all;
  const elsewhere = asked.find(({ answer }) => answer === 'answers')?.endpoint.label;
  const source = asked.find(({ endpoint }) => endpoint.counts)?.endpoint.source ?? '';
  // A person whose Docker answers at another place does not need the advice to install it.
  const told = elsewhere === undefined || problem.code !== 'engine-not-found';
  return [
    ...all,
    ...(told ? [onPlaces('bad', problem.code, problem.args)] : []),
    ...(elsewhere === undefined ? [] : [onPlaces('bad', 'doctor-engine-elsewhere', { label: elsewhere, source })]),
  ];
}

function placeFinding({ endpoint, answer, detail, version, used }: EndpointAnswer): SetupFinding {
  const { source, label, counts } = endpoint;
  const args = { source, label, product: productOf(label), detail, version, counts };
  return onPlaces(
    gradeOf(answer, used, endpoint),
    used ? 'doctor-place-used' : (`doctor-place-${answer}` as const),
    args,
  );
}

/** An empty default place is normal. A place that has something unusable may be the one the person wants. */
function gradeOf(
  answer: EndpointAnswer['answer'],
  used: boolean,
  { source, counts }: EndpointAnswer['endpoint'],
): Grade {
  if (used) return 'good';
  const empty = answer === 'engine-not-found' && source === 'default';
  return answer === 'answers' || empty || !counts ? 'plain' : 'warning';
}

const PRODUCTS: readonly (readonly [RegExp, EngineProduct])[] = [
  [/podman/, 'podman'],
  [/[\\/]\.docker[\\/](run|desktop)[\\/]|dockerDesktop/, 'docker-desktop'],
  [/[\\/]\.?colima[\\/]/, 'colima'],
  [/[\\/]\.rd[\\/]/, 'rancher-desktop'],
  [/[\\/]\.orbstack[\\/]/, 'orbstack'],
  [/^\/var\/run\/docker\.sock$|docker_engine/, 'docker'],
  [/^\/run\/user\/.*docker\.sock$/, 'rootless'],
];

/** The product that puts its socket there by default; null when none does. */
export function productOf(label: string): EngineProduct | null {
  return PRODUCTS.find(([pattern]) => pattern.test(label))?.[1] ?? null;
}

/** The engine's parts. */
export function engineFindings(version: EngineVersion, info: EngineInfo): readonly SetupFinding[] {
  const { version: engine, apiVersion: api, os, arch } = version;
  return [
    onEngine('good', 'doctor-engine', { engine, api, os, arch, system: info.operatingSystem }),
    runtimeFinding(ociRuntimeOf(version.components), info.runcBuild),
    onEngine('plain', 'doctor-kernel', { kernel: info.kernel, cgroup: info.cgroupVersion }),
    onEngine('plain', 'doctor-security', { options: info.securityOptions.map(securityOption).join(', ') }),
    ...info.warnings.map((text) => onEngine('plain', 'doctor-engine-warns', { text })),
  ];
}

function runtimeFinding({ name, version }: OciRuntime, build: string): SetupFinding {
  if (name !== 'runc') return onEngine('plain', 'doctor-runtime-other', { name, version });
  const escapes = version === null ? null : escapesOf(version);
  if (version === null || escapes === null) return onEngine('plain', 'doctor-runc-unknown', { version });
  if (escapes.length === 0) return onEngine('good', 'doctor-runc', { version });
  const open = escapes.map(({ cves, fixed }) => `${cves.join(', ')} (${fixed.join(', ')})`).join('; ');
  return onEngine('warning', 'doctor-runc-old', { version, cves: open, build: build === version ? '' : build });
}

/** `name=seccomp,profile=default` becomes `seccomp (default)`. */
function securityOption(option: string): string {
  const [name = '', ...more] = option.split(',').map((part) => part.replace(/^\w+=/, ''));
  return more.length === 0 ? name : `${name} (${more.join(', ')})`;
}

/**
 * The limits that the engine says it cannot set, but for those that were seen to hold inside: what the kernel says is true, and Podman
 * denies limits that it keeps.
 * @param inside the findings of `limitFindings`
 */
export function flagFindings(info: EngineInfo, inside: readonly SetupFinding[]): readonly SetupFinding[] {
  const flags = { memory: info.memoryLimit, swap: info.swapLimit, pids: info.pidsLimit, cpus: info.cpuLimit };
  const holds = inside.flatMap(({ message }) => (message.code === 'doctor-limit' ? [message.args.guard] : []));
  const missing = Object.entries(flags).filter(([guard, can]) => !can && !holds.includes(guard));
  return missing.map(([guard]) => onEngine('warning', 'doctor-cannot-limit', { guard }));
}

/** Which runtimes have an image, and which ones would be built when they are wanted first. */
export function runtimeFindings(known: readonly Runtime[], there: readonly Runtime[]): readonly SetupFinding[] {
  const titles = (some: readonly Runtime[]) => some.map(({ title }) => title).join(', ') || null;
  const others = known.filter((runtime) => !there.includes(runtime));
  return [onImage('plain', 'doctor-runtimes', { there: titles(there), others: titles(others) })];
}

/**
 * The image that programs run in, and its base. Of an image that somebody else has built it is not known where its base is from.
 * @param engine the processor of the engine, in its words; empty when it does not say
 */
export function imageFindings(
  { ref, id, source, base, size, protocol, arch }: UsedImage,
  engine: string,
): readonly SetupFinding[] {
  const isForeign = arch !== '' && engine !== '' && arch !== engine;
  return [
    onImage('good', 'doctor-image', { ref, source, bytes: size, protocol }),
    ...(isForeign ? [onImage('warning', 'doctor-image-foreign', { arch, engine })] : []),
    onImage('plain', 'doctor-image-id', { id }),
    ...(base === 'debian' ? [onImage('plain', 'base-debian', {})] : []),
    ...(base === null && ['hash', 'built'].includes(source) ? [onImage('plain', 'doctor-base', {})] : []),
  ];
}

/** Each limit as the grader read it inside the container. */
export function limitFindings(facts: SandboxFacts, limits: Limits, users: SandboxUsers): readonly SetupFinding[] {
  return checksOf(facts, limits, users).map((check) => {
    const { guard, ok, found, wanted } = check;
    const fatal = isFatal(check);
    const args = { guard, found, wanted };
    return ok
      ? onLimits('good', 'doctor-limit', args)
      : onLimits(fatal ? 'bad' : 'warning', 'doctor-limit-missing', { ...args, fatal });
  });
}

const REFUSED = ['EPERM', 'EACCES'];
const NAMES_SHOWN = 6;
const UNREACHABLE = ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN'];

/** The result of each attempt that the probe made to leave its sandbox. */
export function probeFindings(probed: Probed, users: SandboxUsers | null): readonly SetupFinding[] {
  const open = openWays(probed);
  const inside = [probed.grader_memory, probed.suite];
  const answers = (found: readonly string[], allowed: readonly string[]) => found.every((one) => allowed.includes(one));
  return [
    tried('program', probed.uid === users?.program, String(probed.uid), 'bad'),
    tried('profile', open.length === 0, shortened(open), 'warning'),
    tried('outside', answers(probed.outside, UNREACHABLE), probed.outside.join(', '), 'bad'),
    tried('names', !probed.name_found, probed.name_found, 'bad'),
    tried('walls', answers(inside, REFUSED), inside.join(', '), 'bad'),
    elsewhere(probed.writable),
    tried('loopback', probed.loopback, probed.loopback, 'bad'),
    tried('loopback6', probed.ipv6_loopback, probed.ipv6_loopback, 'warning'),
  ];
}

/** How our own list answers; an engine's own may end the process. */
const SHUT = ['EPERM', 'SIGSYS'];
const MISSING = ['ENOSYS', 'SIGSYS'];

/** What our own list of system calls would have refused, with the answer. */
function openWays({ calls, absent, foreign }: Probed): readonly string[] {
  // `none`: this machine has no such way.
  return [...otherThan(SHUT, calls), ...otherThan(MISSING, absent), ...otherThan([...SHUT, 'none'], foreign)];
}

function otherThan(wanted: readonly string[], answers: Probed['calls']): readonly string[] {
  const open = Object.entries(answers).filter(([, answer]) => !wanted.includes(answer));
  return open.map(([name, answer]) => `${name}: ${answer}`);
}

/** A line holds a few. */
function shortened(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN);
  return [...shown, ...(names.length > shown.length ? [`… (${names.length})`] : [])].join(', ');
}

/** Folders that the program can write, beside those that it may. */
function elsewhere(writable: readonly string[]): SetupFinding {
  const more = writable.filter((folder) => !OPEN.includes(folder));
  return tried('elsewhere', more.length === 0, more.join(', '), 'warning');
}

/** Each of these has a size, but for the folder of message queues, whose bytes are a limit of each process. */
const OPEN: readonly string[] = [WORK, TMP, '/dev/shm', '/dev/mqueue'];

function tried(what: ProbeTrial, ok: boolean, found: string | boolean, otherwise: Grade): SetupFinding {
  return onLimits(ok ? 'good' : otherwise, ok ? 'doctor-tried' : 'doctor-tried-badly', { what, found });
}
