import type { AttackCase } from '../case';

const HONEST = { program: 'attack/programs/honest.py' } as const;
const THEIR_FAULT = { message: [/mistake in the course, not in your program/] } as const;

/** Broken suites: the course is at fault, and no test passes. */
export const SUITES: readonly AttackCase[] = [
  {
    name: 'no-tests',
    mechanism: 'a suite without tests',
    covers: ['zero tests collected'],
    how: 'There is nothing to pass, so nothing is passed.',
    suite: 'none',
    ...HONEST,
    outcome: 'no-tests',
    expect: THEIR_FAULT,
  },
  {
    name: 'tests-collected-twice',
    mechanism: 'a suite that counts wrongly',
    covers: ['zero tests collected'],
    how: 'Two tests have one name, so that one result could stand for both.',
    suite: 'twice',
    ...HONEST,
    outcome: 'sandbox-error',
    expect: { message: [/test_nothing/, ...THEIR_FAULT.message] },
  },
  {
    name: 'test-hidden',
    mechanism: 'a suite that counts wrongly',
    covers: ['zero tests collected'],
    how: 'The suite’s own code takes a test away that the host has seen.',
    suite: 'hidden',
    ...HONEST,
    outcome: 'sandbox-error',
    expect: { message: [/A test that the suite's own conftest\.py takes away/, ...THEIR_FAULT.message] },
  },
  {
    name: 'suite-unreadable',
    mechanism: 'a suite that breaks',
    covers: ['whose own code fails'],
    how: 'The suite is no Python.',
    suite: 'unreadable',
    ...HONEST,
    outcome: 'sandbox-error',
    expect: { message: [/SyntaxError/, /test_unreadable\.py:1/, ...THEIR_FAULT.message] },
  },
  {
    name: 'suite-breaks',
    mechanism: 'a suite that breaks',
    covers: ['whose own code fails'],
    how: 'A test ends with an exception of its own code.',
    suite: 'breaks',
    ...HONEST,
    outcome: 'sandbox-error',
    expect: { message: [/NameError/, /test_breaks\.py:7/, ...THEIR_FAULT.message] },
  },
];
