import { host } from './container-saboteurs';
import type { Patch, Saboteur } from './saboteurs';

const patch = (file: string, from: string, to: string): Patch => ({ file: `runner/${file}`, from, to });

/** Engines that drop what they are asked for. */
const UNFILTERED = host((config) => ({ ...config, SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'] }));
const WITH_A_LIST_OF_ITS_OWN = host((config) => ({ ...config, SecurityOpt: ['no-new-privileges'] }));
const UNLIMITED = host((config) => ({ ...config, Ulimits: [] }));
const PRIVILEGED_TO_GAIN = host((config) => ({
  ...config,
  SecurityOpt: (config.SecurityOpt ?? []).filter((option: string) => option !== 'no-new-privileges'),
}));
const OPEN = host((config) => ({ ...config, SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'], Ulimits: [] }));

/** What the runner does itself. */
const NO_FILTER = patch('shut.py', '        filter_calls()\n', '        pass\n');
const NO_LIMITS = patch('shut.py', '    lower_limits()\n', '');
/** Without it the kernel refuses a filter to a process that has no right. The engine's own filter stays. */
const MAY_GAIN = patch(
  'shut.py',
  'PR_SET_NO_NEW_PRIVS, *(ctypes.c_ulong(value) for value in (1,',
  'PR_SET_NO_NEW_PRIVS, *(ctypes.c_ulong(value) for value in (0,',
);
const OF_THE_GRADER = 'shut.shut_in()  # before there is another process or thread\n';
const INBOX =
  'inbox = Inbox(UNCLAIMED_SECONDS)  # before any slow import: from here on the container ends with its owner\n';

/** Protections that the engine and the runner hold both: off at both, or only on in a part of the sandbox. */
export const OF_BOTH: readonly Saboteur[] = [
  {
    name: 'new-privileges',
    off: 'no-new-privileges',
    cases: ['privileges'],
    engine: PRIVILEGED_TO_GAIN,
    patches: [MAY_GAIN],
  },
  {
    name: 'no-seccomp',
    off: 'the filter of system calls',
    cases: ['privileges', 'other-families', 'io-uring'],
    engine: UNFILTERED,
    patches: [NO_FILTER],
  },
  {
    name: 'default-seccomp',
    off: 'our own list of system calls, the engine’s stays',
    cases: ['other-families', 'launcher-descriptors'],
    engine: WITH_A_LIST_OF_ITS_OWN,
    patches: [NO_FILTER],
  },
  {
    name: 'ulimits-free',
    off: 'the limits of open files and their size',
    cases: ['open-files', 'sparse-file'],
    engine: UNLIMITED,
    patches: [NO_LIMITS],
  },
  {
    name: 'launcher-open',
    off: 'a launcher that shuts itself in, and with it the programs',
    cases: ['other-families', 'kernel-calls'],
    engine: OPEN,
    patches: [patch('launcher.py', '    shut.shut_in()\n', '')],
  },
  {
    name: 'grader-open',
    off: 'a grader and a watchdog that shut themselves in',
    cases: ['unfiltered'],
    engine: OPEN,
    patches: [patch('grader.py', OF_THE_GRADER, '')],
  },
  {
    // The order alone would do: there is one thread then. Here the order is wrong as well.
    name: 'threads-open',
    off: 'a filter for the threads that are there already',
    cases: ['unfiltered'],
    engine: UNFILTERED,
    patches: [
      patch('grader.py', OF_THE_GRADER, ''),
      patch('grader.py', INBOX, `${INBOX}shut.shut_in()\n`),
      patch(
        'watchdog.py',
        '    board.be_watchdog()\n',
        '    __import__("runner.shut").shut.shut_in()\n    board.be_watchdog()\n',
      ),
      patch('shut.py', 'ctypes.c_ulong(TSYNC)', 'ctypes.c_ulong(0)'),
    ],
  },
  {
    // On other machines than x86_64 there is no such way.
    name: 'machine-unasked',
    off: 'a filter that looks at the machine of a call',
    cases: ['other-numbers'],
    engine: UNFILTERED,
    patches: [patch('filter_code.py', '(EQUAL, 1, 0, machine.audit)', '(AT_LEAST, 1, 0, 0)')],
  },
];
