import type { AttackCase, Files } from '../case';

const OWN = { covers: [] } as const;
const SERVER = { suite: 'server' } as const;
const CALL = { suite: 'call' } as const;

/** Modules that the process needs in order to call the learner's functions. */
const SHADOWS: Files = Object.fromEntries(
  ['json.py', 'os.py', 'traceback.py', 'importlib/__init__.py'].map((name) => [name, 'raise SystemExit(0)\n']),
);

/** Programs written to find unforeseen behaviour, and their results. */
export const UNFORESEEN: readonly AttackCase[] = [
  {
    name: 'suite-data',
    mechanism: 'a suite that breaks',
    how: 'The suite’s own data fill the memory, so that programs or the grader would be killed for it.',
    program: 'attack/programs/honest.py',
    suite: 'data',
    outcome: 'sandbox-error',
    expect: { message: [/their own data needs more memory/, /mistake in the course, not in your program/] },
    ...OWN,
  },
  {
    name: 'endless-reply',
    mechanism: 'a flood into the grader',
    how: 'Sends on a connection without end, and without the mark that the test reads to.',
    ...SERVER,
    outcome: 'failed',
    expect: { message: [/sent more than 8 MB on port 7000|sent only part of its answer/] },
    ...OWN,
  },
  {
    name: 'too-many-words',
    mechanism: 'a flood into the grader',
    how: 'Writes less than is too much, in words so short that the test has no room for the list of them.',
    outcome: 'failed',
    expect: { message: [/wrote 14\.\d MB: more than the test can take/] },
    ...OWN,
  },
  {
    name: 'odd-answers',
    mechanism: 'forging what a function returned',
    how: 'Writes answers into the caller’s channel that are nested without end, of unknown kinds, or no values.',
    ...CALL,
    outcome: 'failed',
    expect: { message: [/returned an answer that cannot be read/] },
    ...OWN,
  },
  {
    name: 'patched-caller',
    mechanism: 'forging what a function returned',
    how: 'Reaches into the frames of its caller and replaces what makes plain values of results.',
    ...CALL,
    outcome: 'failed',
    ...OWN,
  },
  {
    name: 'shadow-caller',
    mechanism: 'files named like the caller’s modules',
    how: 'Files of the names that the caller imports would end it; they are the learner’s alone.',
    ...CALL,
    files: () => SHADOWS,
    outcome: 'passed',
    expect: { notes: [/`json\.py` has the same name as one of Python's own modules/] },
    ...OWN,
  },
  {
    name: 'stack-signals',
    mechanism: 'the pipe of the stacks',
    how: 'Sends itself the signal at which it tells where it stands, and writes stacks of its own invention.',
    outcome: 'passed',
    ...OWN,
  },
  {
    name: 'graders-tools',
    mechanism: 'the grader’s own code',
    how: 'Imports the grader’s modules and pytest from the image, and does with them what the grader does.',
    outcome: 'passed',
    expect: { refused: 5 },
    ...OWN,
  },
  {
    name: 'no-builtins',
    mechanism: 'breaking its own interpreter',
    how: 'Takes everything away that Python itself stands on.',
    outcome: 'failed',
    ...OWN,
  },
  {
    name: 'own-cpu-limit',
    mechanism: 'a kill that is not for memory',
    how: 'Is killed by the kernel for a limit of its own, which is not the memory’s.',
    outcome: 'learner-error',
    expect: { message: [/was killed \(signal 9\)/] },
    ...OWN,
  },
  {
    name: 'stops-itself',
    mechanism: 'a program that neither runs nor ends',
    how: 'Stops itself for ever; nothing that asks it where it stands gets an answer.',
    limits: { timeout_seconds: 2 },
    outcome: 'timeout',
    expect: { message: [/had not ended/] },
    ...OWN,
  },
  {
    name: 'datagrams',
    mechanism: 'a server of another kind',
    how: 'Serves datagrams on the right port, where nobody can connect.',
    ...SERVER,
    limits: { timeout_seconds: 2 },
    outcome: 'timeout',
    expect: { message: [/was not listening on port 7000/, /line 6 of main\.py/] },
    ...OWN,
  },
  {
    name: 'list-in-itself',
    mechanism: 'values that are not plain',
    how: 'Returns a list that contains itself.',
    ...CALL,
    outcome: 'failed',
    expect: { message: [/`double` returned something nested too deeply/] },
    ...OWN,
  },
  {
    name: 'speechless',
    mechanism: 'exceptions that are hard to tell',
    how: 'Raises, from deep inside, an exception that cannot be turned into text.',
    outcome: 'learner-error',
    expect: { message: [/a Speechless on line 11 of main\.py/] },
    ...OWN,
  },
  {
    name: 'task-group',
    mechanism: 'exceptions that are hard to tell',
    how: 'Ends with a group of exceptions from tasks that ran side by side.',
    outcome: 'learner-error',
    expect: { message: [/a KeyError on line 6 of main\.py/] },
    ...OWN,
  },
];
