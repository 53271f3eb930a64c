import type { AttackCase } from '../case';

const BESIDE = { covers: ['beside a program that lives for several tests'], suite: 'kept', outcome: 'passed' } as const;

/** What a test leaves behind while something of a fixture of wider scope lives on. */
export const WIDE: readonly AttackCase[] = [
  {
    name: 'kept-daemon',
    mechanism: 'beside a kept program',
    ...BESIDE,
    how: 'A program of a test leaves a daemon in a session of its own, while another program lives for the session.',
    expect: { refused: 3 },
  },
  {
    name: 'kept-relatives',
    mechanism: 'beside a kept program',
    ...BESIDE,
    how: 'A program of a test makes orphans, brothers and namesakes of the kept program, and asks for a place in its group.',
    expect: { refused: 6 },
  },
  {
    name: 'kept-storm',
    mechanism: 'beside a kept program',
    ...BESIDE,
    how: 'Processes that give their lives to the next ones, faster than a list of them is read.',
    expect: { refused: 3 },
  },
  {
    name: 'kept-bomb',
    mechanism: 'a bomb beside it',
    ...BESIDE,
    how: 'Begins to multiply when the test has its answer, so that the sweep meets as many processes as there may be.',
    expect: { refused: 3 },
    or: { outcome: 'process-limit', because: 'the bomb may use up the processes before the test is over' },
  },
  {
    name: 'held-files',
    mechanism: 'files beside a kept file',
    covers: ['beside a program that lives for several tests'],
    how: 'Leaves files, links and folders around a file that lives for the module, and in its folder.',
    suite: 'held',
    outcome: 'passed',
    expect: { refused: 2 },
  },
];
