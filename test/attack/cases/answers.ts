import type { AttackCase, Expectation, Seen } from '../case';

/** Nobody but the learner's program is to blame. */
const NOT_OTHERS = /mistake in the course|machine has run out|Your program is not the cause/;

export function blamesNoOther({ report }: Seen): string | null {
  const said = [report.message, ...report.tests.flatMap(({ message, advice }) => [message, advice])].join('\n');
  return NOT_OTHERS.exec(said)?.[0] ?? null;
}

const STILL_CHECKING = /still checking what your program answered/;
const MOST_CHARACTERS = 100_000;

export function ownFault(...message: readonly RegExp[]): Expectation {
  return { message, also: blamesNoOther };
}

function isShort(seen: Seen): string | null {
  const { length } = JSON.stringify(seen.report);
  return length < MOST_CHARACTERS ? blamesNoOther(seen) : `the report has ${length} characters`;
}

/** The program hangs, and nothing else. */
function blamesNoCheck({ report }: Seen): string | null {
  const said = report.tests.map(({ message }) => message).join('\n');
  return STILL_CHECKING.exec(said)?.[0] ?? null;
}

/** The tests ended like that, in their order. */
function tests(wanted: string): (seen: Seen) => string | null {
  return (seen) => {
    const found = seen.report.tests.map(({ outcome }) => outcome).join(', ');
    return found === wanted ? blamesNoOther(seen) : `the tests ended as ${found}`;
  };
}

const ENDLESS: Pick<AttackCase, 'covers' | 'suite' | 'limits' | 'outcome'> = {
  covers: [],
  suite: 'words',
  limits: { timeout_seconds: 2 },
  outcome: 'timeout',
};
const IN_TIME = [1_000, 2_600] as const;

/** An answer that would take minutes to build is refused, and the next test goes on. */
const REFUSED: Pick<AttackCase, 'mechanism' | 'covers' | 'suite' | 'outcome' | 'expect'> = {
  mechanism: 'hashes that are all equal',
  covers: [],
  suite: 'words',
  outcome: 'failed',
  expect: { message: [/an answer that cannot be read/], also: tests('failed, passed, passed') },
};
const EQUAL_HASHES: readonly AttackCase[] = [
  {
    ...REFUSED,
    name: 'equal-hashes',
    how: 'Answers with a set whose members are all in one place, so that to build it takes minutes.',
  },
  { ...REFUSED, name: 'equal-keys', how: 'Answers with a dict whose keys are all in one place.' },
];

/** Answers that make the test's own check endless. Code in C holds the grader's interpreter meanwhile: its watchdog must say so. */
const ENDLESS_CHECKS: readonly AttackCase[] = [
  {
    name: 'endless-match',
    mechanism: 'a check without end',
    how: 'Answers with a text that a regular expression of the test can divide in 2^60 ways.',
    expect: { within: IN_TIME, message: [STILL_CHECKING], also: tests('failed, not-run, not-run') },
    ...ENDLESS,
  },
  {
    name: 'endless-sort',
    mechanism: 'a check without end',
    how: 'Answers with so many words that to sort them by their number takes minutes.',
    expect: { within: IN_TIME, message: [STILL_CHECKING], also: tests('failed, not-run, not-run') },
    ...ENDLESS,
  },
  {
    name: 'endless-power',
    mechanism: 'a check without end',
    how: 'Answers with an exponent that makes a number of the size of the memory, and leaves a busy process behind.',
    expect: { within: IN_TIME, message: [STILL_CHECKING], also: tests('passed, failed, not-run') },
    ...ENDLESS,
  },
  {
    name: 'forged-last-words',
    mechanism: 'the watchdog',
    how: 'Blocks the grader, and says what the watchdog would say of a test that has passed.',
    expect: { within: IN_TIME, refused: 12, message: [STILL_CHECKING], also: tests('failed, not-run, not-run') },
    ...ENDLESS,
  },
  {
    name: 'wakes-watchdog',
    mechanism: 'the watchdog',
    how: 'Keeps the processors busy and sends signals, so that the watchdog takes an honest grader for a blocked one.',
    covers: [],
    suite: 'server',
    outcome: 'passed',
    expect: { refused: 16 },
  },
  {
    name: 'starves-watchdog',
    mechanism: 'the watchdog',
    how: 'Keeps the processors busy and hangs: the grader is late with the end of the time, but no check is to blame.',
    covers: [],
    limits: { timeout_seconds: 2 },
    outcome: 'timeout',
    expect: { message: [/Your program had not ended/], also: blamesNoCheck },
  },
];

/** Errors that look like the machine's. */
const LIKE_THE_MACHINES: readonly AttackCase[] = [
  {
    name: 'own-emfile',
    mechanism: 'errors like those of the machine',
    how: 'Uses up its own descriptors, which is its own mistake.',
    covers: [],
    outcome: 'learner-error',
    expect: ownFault(/Too many open files/),
  },
  {
    name: 'no-room-for-the-test',
    mechanism: 'errors like those of the machine',
    how: 'Fills its folder, so that the test has no room for the file that it gives the program.',
    covers: [],
    suite: 'file',
    outcome: 'learner-error',
    or: { outcome: 'failed', because: 'the first test fails for another reason' },
    expect: ownFault(/could not create the file `in\.txt`/),
  },
  {
    name: 'raises-for-the-machine',
    mechanism: 'errors like those of the machine',
    how: 'Raises the error that a machine without files raises.',
    covers: [],
    suite: 'call',
    outcome: 'learner-error',
    expect: ownFault(/OSError/),
  },
  {
    name: 'says-machine-refused',
    mechanism: 'a report of our own making',
    how: 'Prints the end record and the answer of the launcher that blame the machine.',
    covers: [],
    outcome: 'failed',
    expect: ownFault(),
  },
];

/** Answers at which a decoder could break. */
const ODD_ANSWERS: readonly AttackCase[] = [
  {
    name: 'nested-reply',
    mechanism: 'replies that break a reader',
    how: 'Replies with arrays that are nested 3,000 deep.',
    suite: 'redis-ping',
    covers: [],
    outcome: 'failed',
    expect: ownFault(/goes wrong at byte 1/),
  },
  {
    name: 'two-million-parts',
    mechanism: 'replies that break a reader',
    how: 'Replies with an array of two million parts.',
    suite: 'redis-ping',
    covers: [],
    outcome: 'failed',
    expect: ownFault(),
  },
  {
    name: 'long-number-reply',
    mechanism: 'replies that break a reader',
    how: 'Replies with a number of half a million digits.',
    suite: 'redis-ping',
    covers: [],
    outcome: 'failed',
    expect: ownFault(),
  },
  {
    name: 'float-beyond-floats',
    mechanism: 'answers that break a decoder',
    how: 'Answers with a hexadecimal float beyond all floats.',
    suite: 'call',
    covers: [],
    outcome: 'failed',
    expect: ownFault(/an answer that cannot be read/),
  },
  {
    name: 'number-of-a-megabyte',
    mechanism: 'answers that break a decoder',
    how: 'Answers with a number that Python refuses to write in decimal.',
    suite: 'call',
    covers: [],
    outcome: 'failed',
    expect: ownFault(/a number of more than 100,000 bits/),
  },
  {
    name: 'breaks-the-line',
    mechanism: 'answers that break a line of the suite',
    how: 'Answers so that the lines of the suite that take the answer apart raise, with texts that look like records and reach terminals.',
    suite: 'apart',
    covers: [],
    outcome: 'failed',
    expect: { message: [/could not read your program's answer/], also: tests('failed, failed, failed, passed') },
  },
  {
    name: 'half-characters',
    mechanism: 'answers that break a decoder',
    how: 'Answers with halves of characters and the mark of a line that was broken off.',
    suite: 'call',
    covers: [],
    outcome: 'failed',
    expect: ownFault(/not what the test expected/),
  },
  {
    name: 'stderr-of-many-runs',
    mechanism: 'records that grow',
    how: 'Writes 16 KB of control characters in each of 46 runs of one test: six bytes each in its record.',
    suite: 'often',
    covers: [],
    limits: { timeout_seconds: 25 },
    outcome: 'failed',
    expect: ownFault(),
  },
  {
    name: 'endless-traceback',
    mechanism: 'records that grow',
    how: 'Raises a chain of exceptions whose names and words are as long as can be.',
    suite: 'call',
    covers: [],
    outcome: 'learner-error',
    expect: { also: isShort },
  },
];

/** What a program answers is its own fault, whatever it breaks. */
export const ANSWERS: readonly AttackCase[] = [
  ...EQUAL_HASHES,
  ...ENDLESS_CHECKS,
  ...LIKE_THE_MACHINES,
  ...ODD_ANSWERS,
];
