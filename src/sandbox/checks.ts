import type { SandboxFacts, TmpfsFacts } from '../contract/facts';
import type { SandboxUsers } from '../contract/image';
import type { Limits } from '../contract/limits';
import { FOLDERS, type Folder, SHM_KB, ULIMITS } from './spec';

/** One limit: the kernel's value beside the wanted one. Figures and the kernel's own words; texts are made elsewhere. */
export interface Check {
  readonly guard: Guard;
  readonly ok: boolean;
  readonly found: string | number | null;
  readonly wanted: string | number;
}

export type Guard =
  | 'network'
  | 'memory'
  | 'swap'
  | 'pids'
  | 'cpus'
  | 'user'
  | 'capabilities'
  | 'privileges'
  | 'seccomp'
  | 'calls'
  | 'root'
  | 'folders'
  | 'inodes'
  | 'shm'
  | 'ulimits'
  | 'ipv6';

/** Without these a program could harm the machine or reach others, so nothing is run. Any other missing one is only reported. */
const FATAL: ReadonlySet<Guard> = new Set(['network', 'memory', 'pids', 'capabilities', 'privileges']);

export function isFatal({ guard }: Pick<Check, 'guard'>): boolean {
  return FATAL.has(guard);
}

/** How our own list of system calls answers. An engine's own may end the process that makes the call. */
const REFUSED = 'EPERM';
const ENDED = 'SIGSYS';

/** Every limit of a sandbox: the kernel's value inside against the value given to the engine. */
export function checksOf(facts: SandboxFacts, limits: Limits, users: SandboxUsers): readonly Check[] {
  const { uid, capabilities, no_new_privileges, seccomp, root_read_only, ipv6_loopback } = facts;
  return [
    noNetwork(facts),
    // The kernel rounds to pages and to whole microseconds.
    atMost('memory', facts.memory_mb, limits.memory_mb, 0.1),
    atMost('swap', facts.swap_mb, 0, 0.1),
    atMost('pids', facts.pids, limits.pids),
    atMost('cpus', facts.cpus, limits.cpus, 0.005),
    exactly('user', uid, users.grader),
    exactly('capabilities', capabilities.replace(/^0+(?=.)/, ''), '0'),
    exactly('privileges', no_new_privileges ? 'off' : 'on', 'off'),
    exactly('seccomp', seccomp, 2),
    ownList(facts.calls),
    exactly('root', root_read_only ? 'read-only' : 'writable', 'read-only'),
    ...folders(facts.tmpfs),
    atMost('shm', facts.tmpfs['/dev/shm']?.size_kb ?? null, SHM_KB),
    ulimits(facts.ulimits),
    exactly('ipv6', ipv6_loopback ? 'on' : 'off', 'on'),
  ];
}

function noNetwork({ interfaces, routes }: SandboxFacts): Check {
  const ok = interfaces.every((name) => name === 'lo') && routes === 0;
  return { guard: 'network', ok, found: [...interfaces, ...(routes === 0 ? [] : ['routes'])].join(', '), wanted: 'lo' };
}

function atMost(guard: Guard, found: number | null, wanted: number, slack = 0): Check {
  return { guard, ok: found !== null && found <= wanted + slack, found, wanted };
}

function exactly(guard: Guard, found: string | number, wanted: string | number): Check {
  return { guard, ok: found === wanted, found, wanted };
}

/** Size and options are one check. The number of files is another, because some engines do not have that limit. */
function folders(found: SandboxFacts['tmpfs']): readonly Check[] {
  const all = Object.entries(FOLDERS);
  const open = all.filter(([path, wish]) => !isAsWished(found[path] ?? null, wish));
  const endless = all.filter(([path, { inodes }]) => (found[path]?.inodes ?? Infinity) > inodes);
  return [
    several(
      'folders',
      open,
      all,
      (path) => found[path]?.size_kb,
      ({ size_kb }) => size_kb,
    ),
    several(
      'inodes',
      endless,
      all,
      (path) => found[path]?.inodes,
      ({ inodes }) => inodes,
    ),
  ];
}

function isAsWished(folder: TmpfsFacts | null, { size_kb, executable }: Folder): boolean {
  const closed = ['nosuid', 'nodev'].every((option) => folder?.options.includes(option));
  const execution = folder?.options.includes('noexec') === (executable === undefined);
  return closed && execution && (folder?.size_kb ?? Infinity) <= size_kb;
}

/** Answers other than these come from an engine's own list, or there is none. */
function ownList(answers: SandboxFacts['calls']): Check {
  const open = Object.entries(answers).filter(([, answer]) => answer !== REFUSED && answer !== ENDED);
  const found = open.map(([name, answer]) => `${name}=${answer}`).join(', ');
  return { guard: 'calls', ok: open.length === 0, found: found === '' ? REFUSED : found, wanted: REFUSED };
}

function ulimits(found: SandboxFacts['ulimits']): Check {
  const all = ULIMITS.map(({ Name, Hard }) => [Name, Hard] as const);
  const high = all.filter(([name, most]) => (found[name] ?? Infinity) > most);
  return several(
    'ulimits',
    high,
    all,
    (name) => found[name],
    (most) => most,
  );
}

/** One check of several figures, such as `nofile=1024`. It shows the wrong ones, or all when none is wrong. */
function several<T>(
  guard: Guard,
  bad: readonly (readonly [string, T])[],
  all: readonly (readonly [string, T])[],
  figureOf: (name: string) => number | null | undefined,
  wantedOf: (wish: T) => number,
): Check {
  const shown = bad.length > 0 ? bad : all;
  const found = shown.map(([name]) => `${name}=${figureOf(name) ?? 'unlimited'}`).join(', ');
  const wanted = shown.map(([name, wish]) => `${name}=${wantedOf(wish)}`).join(', ');
  return { guard, ok: bad.length === 0, found, wanted };
}
