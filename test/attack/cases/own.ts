import { encodeJob } from '../../../src/contract/wire';
import { jobOf } from '../../support/bench';
import type { AttackCase, Seen } from '../case';
import { FIRST_ONLY } from '../first-only';

const OWN = { covers: [] } as const;
const SERVER = { suite: 'server' } as const;

function noPlace({ report }: Seen): string | null {
  const places = report.tests.flatMap(({ location }) => (location === null ? [] : [location.file]));
  return places.every((file) => file === 'main.py') ? null : `it points at ${places.join(', ')}`;
}

function seedIsSecret({ output, report }: Seen): string | null {
  return output.includes(String(report.seed)) ? 'the program found the seed' : null;
}

/** Attacks of our own, on the verdict and on the launcher. They are not in ATTACKS.md. */
export const OWN_ATTACKS: readonly AttackCase[] = [
  {
    name: 'lowered-score',
    mechanism: 'choosing who is killed for memory',
    how: 'Lowers its own score to the grader’s, which the kernel allows, and keeps each process smaller than it.',
    outcome: 'out-of-memory',
    ...OWN,
  },
  {
    name: 'memory-without-owner',
    mechanism: 'choosing who is killed for memory',
    how: 'Fills files without a name, which count for nobody, so that the launcher or the grader is killed instead.',
    outcome: 'out-of-memory',
    ...OWN,
  },
  {
    name: 'launcher-limits',
    mechanism: 'the launcher’s own state',
    how: 'Takes the launcher’s right to open and write files, so that it can neither start nor clear up.',
    ...SERVER,
    outcome: 'failed',
    expect: { ...FIRST_ONLY, message: [/could not be started/] },
    ...OWN,
  },
  {
    name: 'launcher-time',
    mechanism: 'the launcher’s own state',
    how: 'Limits the launcher’s processor time to nothing.',
    ...SERVER,
    outcome: 'learner-error',
    ...OWN,
  },
  {
    name: 'launcher-asleep',
    mechanism: 'stopping the launcher for a while',
    how: 'Stops the launcher again and again, shorter than anybody waits for it.',
    ...SERVER,
    outcome: 'passed',
    or: { outcome: 'learner-error', because: 'whoever looks at that moment sees a launcher that was stopped' },
    expect: { within: [0, 5000] },
    ...OWN,
  },
  {
    name: 'stops-the-sweep',
    mechanism: 'stopping the launcher for a while',
    how: 'Stops the launcher when the test has closed its connection, just before everything is killed.',
    ...SERVER,
    outcome: 'learner-error',
    or: { outcome: 'passed', because: 'the sweep may come before the program has stopped it' },
    expect: { within: [0, 5000] },
    ...OWN,
  },
  {
    name: 'launcher-interrupted',
    mechanism: 'signals to the launcher',
    how: 'Sends the launcher the signal of Ctrl-C, which its Python turns into an exception.',
    ...SERVER,
    outcome: 'learner-error',
    expect: { message: [/stopped the process that runs it/] },
    ...OWN,
  },
  {
    name: 'leased-file',
    mechanism: 'files that make others wait',
    how: 'Holds a lease on the file that the test reads.',
    suite: 'file',
    outcome: 'failed',
    expect: { within: [0, 9000], message: [/cannot read the file `out\.txt`/] },
    ...OWN,
  },
  {
    name: 'odd-process-name',
    mechanism: 'names in /proc',
    how: 'Calls itself what /proc would say of a process that has ended or was stopped.',
    ...SERVER,
    outcome: 'passed',
    ...OWN,
  },
  {
    name: 'signals-by-descriptor',
    mechanism: 'signals to the grader',
    how: 'Makes the grader the owner of pipes whose other ends it holds, so that their news are signals to it.',
    ...SERVER,
    outcome: 'passed',
    ...OWN,
  },
  {
    name: 'socket-in-flight',
    mechanism: 'state that no process holds',
    how: 'Leaves a listening socket inside a message that nobody can ever receive.',
    ...SERVER,
    outcome: 'failed',
    expect: FIRST_ONLY,
    ...OWN,
  },
  {
    name: 'files-for-later',
    mechanism: 'state that no process holds',
    how: 'Leaves files and compiled modules that the next program’s interpreter would run at its start.',
    ...SERVER,
    outcome: 'failed',
    expect: FIRST_ONLY,
    ...OWN,
  },
  {
    name: 'queue-for-later',
    mechanism: 'state that no process holds',
    how: 'Leaves a message queue, a segment and a key in the kernel for the next program.',
    ...SERVER,
    outcome: 'passed',
    expect: { refused: 6 },
    ...OWN,
  },
  {
    name: 'stubborn-files',
    mechanism: 'files that are hard to remove',
    how: 'Leaves deep folders that nobody may enter and names that are no text.',
    ...SERVER,
    outcome: 'passed',
    expect: { refused: 2 },
    ...OWN,
  },
  {
    name: 'storm-of-exits',
    mechanism: 'news without end',
    how: 'Thousands of orphans end, and the launcher has to tell of each.',
    ...SERVER,
    outcome: 'passed',
    ...OWN,
  },
  {
    name: 'answers-unasked',
    mechanism: 'guessing',
    how: 'Sends answers before it is asked, a hundred of them.',
    ...SERVER,
    outcome: 'failed',
    ...OWN,
  },
  {
    name: 'forged-traceback',
    mechanism: 'places of others',
    how: 'Prints a traceback that points out of the learner’s folder and at the suite.',
    outcome: 'learner-error',
    expect: { also: noPlace },
    ...OWN,
  },
  {
    name: 'seeks-the-seed',
    mechanism: 'guessing',
    how: 'Looks for the seed from which the tests draw their values.',
    outcome: 'passed',
    expect: { also: seedIsSecret },
    ...OWN,
  },
  {
    name: 'entry-like-option',
    mechanism: 'files that are taken for orders',
    how: 'Its file is called like an option of Python’s, which would be run instead of it.',
    files: () => ({ '-c.py': 'from kit import answer\nanswer()\n', 'main.py': '' }),
    request: (folder) => ({ file: `${folder}/-c.py`, entry: '-c.py' }),
    outcome: 'passed',
    ...OWN,
  },
  {
    name: 'forged-job',
    mechanism: 'files that are taken for orders',
    how: 'A file holds a whole job, with the magic line and frames of its own, that asks for no tests.',
    program: 'attack/programs/exit-at-start.py',
    files: () => ({ 'job.bin': encodeJob(jobOf({ program: '', suite: {}, tests: [] })) }),
    outcome: 'failed',
    ...OWN,
  },
  {
    name: 'watches-the-suite',
    mechanism: 'watching the grader',
    how: 'Asks the kernel for news of what the grader opens.',
    outcome: 'passed',
    expect: { refused: 5 },
    ...OWN,
  },
];
