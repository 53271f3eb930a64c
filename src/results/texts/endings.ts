import { BUILD_AGAIN } from './image';
import { type Area, type Args, figure, plural, seconds, type Text, word } from './words';

const TELL_THE_AUTHOR = 'Please tell its author; "CodeAlong: Copy Report" puts what they need on the clipboard.';
const COURSE_FAULT = `This is a mistake in the course, not in your program. ${TELL_THE_AUTHOR}`;
const TRY_AGAIN = 'Run the tests again. If it happens every time, please report it.';

/** Headlines of a run as a whole. */
export const endings: Area = {
  /** seconds, test? */
  timeout: (args) => ({
    title: `The tests took longer than ${seconds(args, 'the limit')} and were stopped${during(args)}.`,
    advice: 'Look for a loop that never stops, or for a call that waits forever, such as `accept`, `recv` or `input`.',
  }),
  /** memory_mb, test?, suite_mb?: what the tests themselves took */
  'out-of-memory': (args) =>
    suiteIsLarge(args)
      ? sharedMemory(args)
      : {
          title: `Your program used more memory than the ${amount(args, 'memory_mb', 'MB')} it may have${during(args)}, and was stopped.`,
          advice:
            'Look for a list or a text that grows without end, or for processes that are started and never ended.',
        },
  /** pids, test? */
  'process-limit': (args) => ({
    title: `Your program tried to have more than ${amount(args, 'pids', 'processes and threads')} at once${during(args)}.`,
    advice: 'Look for a loop that starts threads or processes without ever waiting for them to end.',
  }),
  /** test? */
  'output-limit': (args) => ({
    title: `Your program wrote far too much output and was stopped${during(args)}.`,
    advice: 'Look for a `print` inside a loop that never stops.',
  }),
  'launcher-stopped': () => ({
    title: 'Your program stopped the process that runs it.',
    advice:
      'Do not send signals to processes that your program has not started itself (`os.kill`, `os.killpg`, `kill -1`).',
  }),
  'no-tests': () => ({ title: 'This step has no tests, so there is nothing to pass.', advice: COURSE_FAULT }),
  cancelled: () => ({ title: 'The run was cancelled.' }),
  /** message, type?, test?, file?, line? */
  'suite-error': (args) => ({
    title: `The tests of this step broke${args.test ? ` in "${word(args, 'test')}"` : ''}: ${suiteMessage(args)}`,
    ...(figure(args, 'line') === null ? {} : { body: `${word(args, 'file')}:${word(args, 'line')} of the course` }),
    advice: COURSE_FAULT,
  }),
  /** missing, test */
  'suite-incomplete': (args) => ({
    title: `${plural(figure(args, 'missing') ?? 0, 'test')} of this step could not be found when the tests were collected, such as "${word(args, 'test')}".`,
    advice: COURSE_FAULT,
  }),
  /** why?, exit_code?, state? of the container, in the engine's words */
  'container-lost': (args) => ({
    title: 'The sandbox ended before the tests did.',
    body: lostBecause(args),
    advice: `This is not your program's fault as far as we know. ${TRY_AGAIN}`,
  }),
  /** why */
  'sandbox-not-ready': (args) => ({
    title: 'The sandbox did not get ready.',
    body: `Detail: ${word(args, 'why', 'none')}.`,
    advice: `The machine may be very busy. ${TRY_AGAIN}`,
  }),
  /** why */
  'stream-inconsistent': (args) => ({
    title: 'What the sandbox reported contradicts itself, so its result cannot be believed.',
    body: `Detail: ${word(args, 'why')}.`,
    advice: TRY_AGAIN,
  }),
  /** whatever the grader said about the job */
  'bad-job': (args) => ({
    title: 'The sandbox could not read what it was sent.',
    body: `Detail: ${
      Object.entries(args)
        .map(([key, value]) => `${key}: ${String(value)}`)
        .join(', ') || 'none'
    }.`,
    advice: `The image may be from another version of CodeAlong: ${BUILD_AGAIN}. ${TRY_AGAIN}`,
  }),
};

function lostBecause(args: Args): string {
  const why = word(args, 'why', '');
  if (why !== '') return `It said: ${why}`;
  const state = word(args, 'state', '');
  if (state === 'paused') return 'Somebody has paused its container.';
  if (state === 'running') return 'Nothing more was heard of it.';
  return figure(args, 'exit_code') === null ? 'It is not known why.' : `Its exit code was ${word(args, 'exit_code')}.`;
}

/** Half of the memory or more: then nobody can say that it was the program. */
function suiteIsLarge(args: Args): boolean {
  return (figure(args, 'suite_mb') ?? 0) * 2 >= (figure(args, 'memory_mb') ?? Number.POSITIVE_INFINITY);
}

function sharedMemory(args: Args): Text {
  const limit = amount(args, 'memory_mb', 'MB');
  return {
    title: `Your program and its tests together used more than the ${limit} of the sandbox${during(args)}; the tests alone took ${figure(args, 'suite_mb')} MB.`,
    advice: `If your program keeps only what it needs, this is a mistake in the course: it should ask for more memory, or keep less itself. ${TELL_THE_AUTHOR}`,
  };
}

function during(args: Args): string {
  const test = word(args, 'test', '');
  return test === '' ? '' : ` during "${test}"`;
}

function amount(args: Args, name: string, unit: string): string {
  const value = figure(args, name);
  return value === null ? `allowed ${unit}` : `${value} ${unit}`;
}

function suiteMessage(args: Args): string {
  const type = word(args, 'type', '');
  if (type === 'MemoryError' || args.message === 'MemoryError')
    return 'their own data need more memory than the sandbox has.';
  return `${type === '' ? '' : `${type}: `}${word(args, 'message', 'no message')}`;
}
