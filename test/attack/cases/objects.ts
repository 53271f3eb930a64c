import type { AttackCase, Seen } from '../case';
import { blamesNoOther, ownFault } from './answers';

/** The tests of the step `objects` that did not pass, and nobody else is blamed. */
function fails(...wanted: readonly string[]): (seen: Seen) => string | null {
  return (seen) => {
    const found = seen.report.tests
      .filter(({ outcome }) => outcome !== 'passed')
      .map(({ id }) => id.split('::test_')[1]);
    return found.join() === wanted.join() ? blamesNoOther(seen) : `these tests did not pass: ${found.join()}`;
  };
}

const OBJECTS: Pick<AttackCase, 'covers' | 'suite' | 'outcome' | 'limits'> = {
  covers: [],
  suite: 'objects',
  outcome: 'failed',
  limits: { timeout_seconds: 20 },
};

/** Objects that a test holds, functions that it hands in, lists that it lets be changed: the other side of each is hostile. */
export const HELD_OBJECTS: readonly AttackCase[] = [
  {
    ...OBJECTS,
    name: 'honest-objects',
    mechanism: 'no attack',
    how: 'Does what the step asks for.',
    outcome: 'passed',
  },
  {
    ...OBJECTS,
    name: 'fickle-object',
    mechanism: 'an object that lies',
    how: 'Gives another value each time that its attribute is read.',
    expect: { also: fails('object') },
  },
  {
    ...OBJECTS,
    name: 'equal-object',
    mechanism: 'an object that lies',
    how: 'Gives an object that is equal to everything in the place of a number.',
    expect: { message: [/a value of type `Equal`; the test needs a plain value/], also: fails('object') },
  },
  {
    ...OBJECTS,
    name: 'swallows-failures',
    mechanism: 'an object that lies',
    how: 'Swallows what the test raises inside of its `with`.',
    expect: { also: fails('object') },
  },
  {
    ...OBJECTS,
    name: 'values-without-end',
    mechanism: 'values without end',
    how: 'Yields for ever where two values are due.',
    expect: { message: [/goes on after 100 values/], also: fails('generates') },
  },
  {
    ...OBJECTS,
    name: 'values-that-grow',
    mechanism: 'values without end',
    how: 'Yields texts that double each time.',
    expect: { also: fails('generates') },
  },
  {
    ...OBJECTS,
    name: 'forged-objects',
    mechanism: 'forged answers about objects',
    how: 'Answers with numbers of objects that nobody holds, and of functions that nobody gave.',
    or: { outcome: 'learner-error', because: 'the process ends itself' },
    expect: { also: fails('object', 'changes') },
  },
  {
    ...OBJECTS,
    name: 'changes-another-type',
    mechanism: 'forged answers about objects',
    how: 'Says that the test’s list has become a dict, and that it holds itself.',
    expect: { also: fails('changes') },
  },
  {
    ...OBJECTS,
    name: 'calls-for-ever',
    mechanism: 'calls of the test’s functions',
    how: 'Calls the function that the test handed in, without end.',
    outcome: 'timeout',
    limits: { timeout_seconds: 2 },
    expect: { within: [1_000, 2_600] },
  },
  {
    ...OBJECTS,
    name: 'calls-with-nonsense',
    mechanism: 'calls of the test’s functions',
    how: 'Calls it with arguments of all kinds, in threads, and by forged messages.',
    or: { outcome: 'learner-error', because: 'it reads what the test answers' },
    expect: { also: fails('calls') },
  },
  {
    ...OBJECTS,
    name: 'raises-our-names',
    mechanism: 'exceptions named like ours',
    how: 'Raises an exception of the class of our own failures and of the suite’s assertions.',
    outcome: 'failed',
    expect: { ...ownFault(/raised a Failed/), also: fails('refuses') },
  },
  {
    ...OBJECTS,
    name: 'raises-out-of-call',
    mechanism: 'exceptions named like ours',
    how: 'Raises an exception that would end a loop or the run of the test.',
    outcome: 'failed',
    expect: { also: fails('refuses') },
  },
];
