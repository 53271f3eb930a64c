import type { CodeArgs } from '../../../contract/codes';
import { type Area, given, seconds, table } from '../words';

const TELLS_MORE = '"CodeAlong: Check My Setup" (`codealong doctor`) has the details.';

/** What it means that a limit is not kept, to follow "…: ". */
const WEAKNESSES = table<string>({
  network: 'it has network access',
  memory: 'its memory is not limited',
  swap: 'it can use swap space in addition to its memory',
  pids: 'the number of its processes is not limited',
  cpus: 'its share of the CPU is not limited',
  user: 'the tests run as the wrong user',
  capabilities: 'it has administrator rights (capabilities)',
  privileges: 'a program in it could gain more rights',
  seccomp: 'its system calls are not filtered',
  calls: 'its list of system calls is not kept',
  root: 'its system files are writable',
  folders: 'the size of its folders is not limited',
  inodes: 'the number of files in its folders is not limited',
  shm: 'its shared memory is larger than it should be',
  ulimits: 'some limits of its processes are missing',
  ipv6: 'it has no IPv6, so `localhost` works over IPv4 only',
});

/** The most telling first: where neither is limited, the kernel may be as it should. */
const REMEDIES = table<string>({
  pids: 'An engine without root limits anything only with control groups of version 2 and with systemd. Use one with root, or a newer system.',
  memory:
    'The kernels of some small machines have memory limits switched off. On a Raspberry Pi, add `cgroup_enable=memory cgroup_memory=1` to `cmdline.txt` and restart. A rootless engine needs systemd and control groups version 2.',
  network: 'Something gives every container a network. Check the configuration of Docker.',
});

type LimitCode = 'limits-missing' | 'limit-not-kept' | 'slow-throttled' | 'slow-timeout' | 'slow-start';

/** Limits that an engine does not keep, and runs that were slow by one. */
export const limits: Area<LimitCode> = {
  'limits-missing': (args) => ({
    title: `Your program was not run, because the sandbox would not protect this machine: ${weaknesses(args.guards)}.`,
    advice: `This is about Docker, not about your program. ${remedies(args.guards)}${TELLS_MORE}`,
  }),
  'limit-not-kept': (args) => ({
    title: `The sandbox on this machine is weaker than it should be: ${weaknesses(args.guard)}.`,
    advice: `Docker did not set this up. Your program was run anyway. ${TELLS_MORE}`,
  }),
  'slow-throttled': (args) => ({
    title: `The limit of ${given(args.cpus, 'its')} CPUs made this run slow: your program was held back for ${given(args.throttled, 'some')} of ${seconds(args.total)}. ${spent(args)}`,
    advice: moreCpus(args),
  }),
  'slow-timeout': (args) => ({
    title: `Your program computed for ${given(args.computing, 'some')} seconds and was held back for ${given(args.throttled, 'some')} seconds by its limit of ${given(args.cpus, 'too few')} CPUs. A course may raise this limit up to your setting \`codealong.limits.cpus\`.`,
  }),
  'slow-start': (args) => ({
    title: `This computer was busy: ${given(args.starting, 'most')} of ${seconds(args.total)} went into starting the sandbox.`,
  }),
};

export function weaknessOf(guard: string): string {
  return WEAKNESSES[guard] ?? `"${guard}" is missing`;
}

function weaknesses(guards: string): string {
  return guards.split(', ').map(weaknessOf).join('; ');
}

function remedies(guards: string): string {
  const known = guards.split(', ');
  const first = Object.entries(REMEDIES).find(([guard]) => known.includes(guard))?.[1];
  return first === undefined ? '' : `${first} `;
}

function spent({ starting, computing, throttled, waiting }: CodeArgs['slow-start']): string {
  return `(starting ${starting} s, computing ${computing} s, held back ${throttled} s, waiting ${waiting} s)`;
}

function moreCpus({ asked }: CodeArgs['slow-throttled']): string {
  if (asked !== null)
    return `The course asks for ${asked} CPUs; your setting \`codealong.limits.cpus\` allows fewer. Raise it.`;
  return 'If the task needs this much computing, the author of the course can ask for more (`limits.cpus` in `course.json`), up to your setting `codealong.limits.cpus`.';
}
