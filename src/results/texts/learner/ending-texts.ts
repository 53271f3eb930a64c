import type { CodeArgs } from '../../../contract/codes';
import { BUILD_AGAIN } from '../setup/image-texts';
import { sandboxTroubleIn } from '../setup/trouble-texts';
import { type Area, ENDLESS, given, machineBusy, plural, seconds, type Text, unknownText, WHEN_BUSY } from '../words';

const TELL_THE_AUTHOR = 'Please tell its author; "Copy Report of Last Run" puts what they need on the clipboard.';
const COURSE_FAULT = `This is a mistake in the course, not in your program. ${TELL_THE_AUTHOR}`;
const TRY_AGAIN = 'Try again. If it happens every time, please report it.';

type EndingCode =
  | 'timeout'
  | 'check-endless'
  | 'machine-busy'
  | 'out-of-memory'
  | 'process-limit'
  | 'output-limit'
  | 'launcher-stopped'
  | 'no-tests'
  | 'all-skipped'
  | 'cancelled'
  | 'suite-error'
  | 'suite-incomplete'
  | 'container-lost'
  | 'sandbox-not-ready'
  | 'stream-inconsistent'
  | 'bad-job'
  | 'unknown-code';

/** Headlines of a run as a whole. */
export const endings: Area<EndingCode> = {
  timeout: (args) => ({
    title: `The tests took longer than ${seconds(args.seconds, 'the limit')} and were stopped${during(args.test)}.`,
    advice: ENDLESS,
  }),
  'check-endless': (args) => ({
    title: `${args.test === null ? 'This test' : `The test "${args.test}"`} was still checking what your program answered when the time for the whole run was over (${seconds(args.seconds, 'its limit')}).`,
    advice: 'Look at the answer itself: it is far larger than the test expects, or it takes minutes to compare.',
  }),
  'machine-busy': (args) => ({ title: machineBusy(args.took, args.computed), advice: WHEN_BUSY }),
  'out-of-memory': (args) =>
    suiteIsLarge(args)
      ? sharedMemory(args)
      : {
          title: `Your program used more than its ${args.memory_mb} MB of memory${during(args.test)} and was stopped.`,
          advice:
            'Look for a list or a string that grows without end, or for processes that are started and never end.',
        },
  'process-limit': (args) => ({
    title: `Your program tried to run more than ${args.pids} processes and threads at once${during(args.test)}.`,
    advice: 'Look for a loop that starts threads or processes without ever waiting for them to end.',
  }),
  'output-limit': (args) => ({
    title: `Your program wrote far too much output and was stopped${during(args.test)}.`,
    advice: 'Look for a loop that writes and never stops.',
  }),
  'launcher-stopped': () => ({
    title: 'Your program stopped the process that runs it.',
    advice: 'Do not send signals to processes that your program did not start itself (`kill -1`).',
  }),
  'no-tests': () => ({ title: 'This step has no tests, so there is nothing to pass.', advice: COURSE_FAULT }),
  'all-skipped': () => ({
    title: 'All tests of this step were skipped, so there is nothing to pass.',
    advice: COURSE_FAULT,
  }),
  cancelled: () => ({ title: 'The run was cancelled.' }),
  'suite-error': (args) => ({
    title: `${brokenBy(args)}${args.test ? ` in "${args.test}"` : ''}: ${suiteMessage(args)}`,
    ...(args.line === undefined || args.line === null ? {} : { body: `${args.file}:${args.line} of the course` }),
    advice: COURSE_FAULT,
  }),
  'suite-incomplete': (args) => ({
    title: `${plural(args.missing, 'test')} of this step could not be found when the tests were collected, for example "${args.test}".`,
    advice: COURSE_FAULT,
  }),
  'container-lost': (args) => ({
    title: 'The sandbox ended unexpectedly.',
    body: lostBecause(args),
    advice: wasKilled(args)
      ? 'Try again. If it happens every time, your program may use too much memory.'
      : `As far as we know, this is not your program's fault. ${TRY_AGAIN}`,
  }),
  'sandbox-not-ready': (args) => {
    const trouble = args.why === 'ended' ? sandboxTroubleIn(args.said) : null;
    return {
      title: `The sandbox did not become ready${trouble === null ? '' : `: ${trouble.what}`}.`,
      body: `Detail: ${notReadyBecause(args)}.`,
      advice: trouble?.advice ?? `The machine may be very busy. ${TRY_AGAIN}`,
    };
  },
  'stream-inconsistent': (args) => ({
    title: 'The report of the sandbox contradicts itself, so its result cannot be trusted.',
    body: `Detail: ${args.why}.`,
    advice: TRY_AGAIN,
  }),
  'unknown-code': ({ code, said }) => unknownText(given(code), given(said, '')),
  'bad-job': (args) => ({
    title: 'The sandbox could not read what it was sent.',
    body: `Detail: ${BAD_JOBS.get(args.why)?.(args) ?? linedUp(args)}.`,
    advice:
      sandboxTroubleIn(args.why)?.advice ??
      `The image may be from another version of CodeAlong: ${BUILD_AGAIN}. ${TRY_AGAIN}`,
  }),
};

type BadJob = CodeArgs['bad-job'];

/** By the codes of `BadJob` in `docker/runner/contract.py`. */
const BAD_JOBS: ReadonlyMap<unknown, (args: BadJob) => string> = new Map(
  Object.entries<(args: BadJob) => string>({
    'frame-size': (args) => `a frame of ${given(args.bytes)} bytes`,
    'frame-kind': (args) => `a frame of kind ${given(args.kind)}`,
    'no-header': () => 'no header',
    'no-job': () => 'no job',
    'bad-path': (args) => `the path "${given(args.path, '')}"`,
    'no-debugger': () => 'the image has no debugger',
    'unknown-runtime': (args) => `the image cannot run "${given(args.runtime)}"`,
  }),
);

/** Reasons without a code: an error of the system, or of another version. */
function linedUp(args: BadJob): string {
  const lines = Object.entries(args).map(([key, value]) => `${key}: ${String(value)}`);
  return lines.join(', ') || 'none';
}

function notReadyBecause(args: CodeArgs['sandbox-not-ready']): string {
  if (args.why === 'no-answer') return `no answer within ${args.seconds} s`;
  if (args.why === 'said-first') return `it said ${args.event} first`;
  if (args.why === 'broken-off') return args.code;
  return given(args.said.trim(), args.why === 'ended' ? 'none' : 'its program gave no report that can be read');
}

function lostBecause(args: CodeArgs['container-lost']): string {
  const why = args.why ?? '';
  if (why !== '') return `It said: ${why}`;
  if (args.state === 'paused') return 'Someone has paused its container.';
  if (args.state === 'running') return 'Nothing more was heard from it.';
  if (wasKilled(args)) return 'It was killed (exit code 137): its memory was used up, or someone removed it.';
  return args.exit_code === undefined || args.exit_code === null
    ? 'The reason is not known.'
    : `Its exit code was ${args.exit_code}.`;
}

/** SIGKILL that is not ours. Some engines do not say that it was for memory (docs/engine-traps.md, "Podman may not notice that memory was used up"). */
function wasKilled({ why, exit_code }: CodeArgs['container-lost']): boolean {
  return (why ?? '') === '' && exit_code === 137;
}

/** Half of the memory or more: then nobody can say that it was the program. */
function suiteIsLarge(args: CodeArgs['out-of-memory']): boolean {
  return (args.suite_mb ?? 0) * 2 >= args.memory_mb;
}

function sharedMemory(args: CodeArgs['out-of-memory']): Text {
  return {
    title: `Your program and its tests together used more than the ${args.memory_mb} MB of the sandbox${during(args.test)}; the tests alone took ${args.suite_mb} MB.`,
    advice: `If your program keeps only what it needs, this is a mistake in the course: it should ask for more memory, or its tests should use less. ${TELL_THE_AUTHOR}`,
  };
}

function during(test: string | null): string {
  return test === null || test === '' ? '' : ` during "${test}"`;
}

function brokenBy({ version }: CodeArgs['suite-error']): string {
  if (version === undefined) return 'The tests of this step broke';
  const { kind, language, found, what } = version;
  const when = `${language} ${version.version}`;
  return kind === 'newer'
    ? `The tests of this step need ${when}, and the sandbox has ${found}. They broke`
    : `The tests of this step need ${what}, which was removed in ${when}, and the sandbox has ${found}. They broke`;
}

function suiteMessage(args: CodeArgs['suite-error']): string {
  const type = args.type ?? '';
  if (type === 'MemoryError' || args.message === 'MemoryError')
    return 'their own data needs more memory than the sandbox has.';
  return `${type === '' ? '' : `${type}: `}${given(args.message, 'no message')}`;
}
