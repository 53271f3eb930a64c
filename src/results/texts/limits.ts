import { type Area, type Args, figure, seconds, word } from './words';

const TELLS_MORE = '"CodeAlong: Check My Setup" (`codealong doctor`) tells more.';

/** What it means that a limit is not kept, to follow "…: ". */
const WEAKNESSES: Readonly<Record<string, string>> = {
  network: 'it has a network',
  memory: 'its memory is not limited',
  swap: 'it may use swap space beside its memory',
  pids: 'the number of its processes is not limited',
  cpus: 'its share of the CPU is not limited',
  user: 'the tests run as another user than they should',
  capabilities: 'it has rights of an administrator (capabilities)',
  privileges: 'a program in it could gain rights',
  seccomp: 'its system calls are not filtered',
  vsock: "CodeAlong's own list of system calls is not in force",
  root: 'its system files can be written',
  folders: 'the size of its folders is not limited',
  inodes: 'the number of files in its folders is not limited',
  shm: 'its shared memory is larger than it should be',
  ulimits: 'some limits of its processes are missing',
  ipv6: 'it has no IPv6, so `localhost` works over IPv4 only',
};

const REMEDIES: Readonly<Record<string, string>> = {
  memory:
    'Memory limits are switched off in the kernel of some small machines (Raspberry Pi: add `cgroup_enable=memory cgroup_memory=1` to `cmdline.txt` and restart); an engine without root needs version 2 of the control groups and systemd.',
  pids: 'An engine without root needs version 2 of the control groups and systemd to limit anything.',
  network: 'Something gives every container a network; look at the configuration of Docker.',
};

/** Limits that an engine does not keep, and runs that were slow by one. */
export const limits: Area = {
  /** guards: names with commas between */
  'limits-missing': (args) => ({
    title: `Your program was not run, because the sandbox would not protect this machine: ${weaknesses(args, 'guards')}.`,
    advice: `This is about Docker, not about your program. ${remedies(args)}${TELLS_MORE}`,
  }),
  /** guard, found, wanted */
  'limit-not-kept': (args) => ({
    title: `The sandbox on this machine is weaker than it should be: ${weaknesses(args, 'guard')}.`,
    advice: `Docker left that out; your program was run all the same. ${TELLS_MORE}`,
  }),
  /** total, starting, computing, throttled, waiting: seconds; cpus, asked? */
  'slow-throttled': (args) => ({
    title: `The limit of ${word(args, 'cpus', 'its')} CPUs made this run slow: ${word(args, 'throttled', 'some')} of its ${seconds({ seconds: figure(args, 'total') })} your program was held back. ${spent(args)}`,
    advice: moreCpus(args),
  }),
  /** total, starting, computing, throttled, waiting: seconds; cpus */
  'slow-timeout': (args) => ({
    title: `Your program computed for ${word(args, 'computing', 'some')} seconds and was held back for ${word(args, 'throttled', 'some')} by its limit of ${word(args, 'cpus', 'too few')} CPUs, which a course may raise up to your setting \`codealong.limits.cpus\`.`,
  }),
  /** total, starting, computing, throttled, waiting: seconds */
  'slow-start': (args) => ({
    title: `Starting the sandbox made this run slow: it took ${word(args, 'starting', 'most')} of ${seconds({ seconds: figure(args, 'total') })}. ${spent(args)}`,
    advice: `The machine or Docker was busy; no limit of the program would change that. ${TELLS_MORE}`,
  }),
};

export function weaknessOf(guard: string): string {
  return WEAKNESSES[guard] ?? `"${guard}" is missing`;
}

function weaknesses(args: Args, name: string): string {
  return word(args, name, 'limits are missing').split(', ').map(weaknessOf).join('; ');
}

function remedies(args: Args): string {
  const known = word(args, 'guards', '').split(', ');
  const first = known.map((guard) => REMEDIES[guard]).find((remedy) => remedy !== undefined);
  return first === undefined ? '' : `${first} `;
}

function spent(args: Args): string {
  const part = (name: string, label: string) => `${label} ${word(args, name, '0')} s`;
  return `(${part('starting', 'starting')}, ${part('computing', 'computing')}, ${part('throttled', 'held back')}, ${part('waiting', 'waiting')})`;
}

function moreCpus(args: Args): string {
  const asked = word(args, 'asked', '');
  if (asked !== '')
    return `The course asks for ${asked} CPUs; your setting \`codealong.limits.cpus\` allows fewer. Raise it.`;
  return 'If the task needs so much computing, its author can ask for more (`limits.cpus` in `course.json`), up to your setting `codealong.limits.cpus`.';
}
