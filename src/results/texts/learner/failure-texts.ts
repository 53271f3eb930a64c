import type { CodeArgs } from '../../../contract/codes';
import {
  type Area,
  bytes,
  ENDLESS,
  ended,
  given,
  machineBusy,
  plural,
  port,
  seconds,
  table,
  WHEN_BUSY,
} from '../words';
import { endingAdvice } from './crash-texts';

type FailureCode =
  | 'message'
  | 'assertion'
  | 'exited'
  | 'no-exit'
  | 'exit-code'
  | 'output-missing'
  | 'output-closed'
  | 'call-timeout'
  | 'call-ended'
  | 'name-missing'
  | 'not-plain'
  | 'not-callable'
  | 'too-many-values'
  | 'too-large'
  | 'read-file-missing'
  | 'read-file-refused'
  | 'write-file-refused'
  | 'stdin-closed'
  | 'stdin-full'
  | 'run-timeout'
  | 'too-much-written'
  | 'launcher-lost'
  | 'machine-refused'
  | 'too-many-terminals'
  | 'not-started'
  | 'not-finished'
  | 'not-run';

/** By the name of the kernel's error. */
const USED_UP = table<string>({
  EAGAIN: 'processes',
  EMFILE: 'open files',
  ENFILE: 'open files',
  ENOBUFS: 'buffers',
  ENOSPC: 'terminals',
  ETOOMANYREFS: 'open files in flight',
});

/** What a test says about a program: starting, ending, input and output, functions, files. */
export const failures: Area<FailureCode> = {
  message: (args) => ({ title: 'The test found something wrong.', ...differs(args) }),
  assertion: (args) => ({ title: 'The result is not what the test expected.', ...differs(args) }),
  exited: (args) => ({
    title: `Your program ${ended(args)} while the test waited for ${WAITED[given(args.waiting_for)] ?? given(args.waiting_for, 'it')}.`,
    advice: endingAdvice(args),
  }),
  'no-exit': (args) => ({
    title: `Your program was still running after ${seconds(args.seconds)}; it should have ended by then.`,
    advice: 'Look for a loop that never stops, or for a read that waits for input that never comes.',
  }),
  'exit-code': (args) => ({
    title: `Your program ${ended(args)}; the test expected exit code ${given(args.wanted)}.`,
    advice: 'A program that reaches its end exits with code 0. Any other code has to be given when it ends itself.',
  }),
  'output-missing': (args) => ({
    title: `Your program did not write ${wanted(args.wanted)} within ${seconds(args.seconds)}.`,
    advice: 'Check the exact text. If it is written late, flush the output: it may wait in a buffer.',
  }),
  'output-closed': (args) => ({
    title: `Your program closed its output before it wrote ${wanted(args.wanted)}.`,
    advice: 'Check that it writes what the task asks for, and does not end or close its output before that.',
  }),
  'call-timeout': (args) => ({
    title: `${called(args.function)} did not return within ${seconds(args.seconds)}.`,
    advice: 'Look for a loop that never stops, or for a call that waits for input.',
  }),
  'call-ended': (args) => ({
    title: `Your program ${ended(args)} while the test waited for ${called(args.function)}.`,
    advice: `A function should give its result back. ${endingAdvice(args)}`,
  }),
  'name-missing': ({ place, name }) => ({
    title:
      name === null
        ? `There is no \`${given(place)}\` in your folder.`
        : `Nothing called \`${name}\` is defined in \`${given(place)}\`.`,
    advice: 'Write it, under exactly this name.',
  }),
  'not-plain': (args) => ({
    title: `${called(args.function)} ${GAVE[given(args.where)] ?? 'returned'} ${returned(args.type)}; the test needs a plain value.`,
    advice: 'Return numbers, text, bytes, or lists and dictionaries of these, but not an object of your own class.',
  }),
  'not-callable': (args) => ({
    title: `${called(args.function)} is ${returned(args.type)}, not a function; the test calls it.`,
    advice: 'Look for an assignment to the same name: it takes the place of the function.',
  }),
  'too-many-values': (args) => ({
    title: `${called(args.function)} goes on after ${given(args.most, 'many')} values; the test expects fewer.`,
    advice: 'Look for a loop that should end when there is no more to give.',
  }),
  'too-large': (args) => ({
    title: `${called(args.function)} returned more data than the test can take.`,
    advice: 'Look for a list or a string that grows without end.',
  }),
  'read-file-missing': (args) => ({
    title: `Your program should have written the file \`${given(args.path)}\`, but that file does not exist.`,
    advice:
      'Check the spelling of the name, and write to a relative path: the test looks in the folder that your program runs in.',
  }),
  'read-file-refused': (args) => ({
    title: `The test cannot read the file \`${given(args.path)}\` of your program${because(readRefusal(args))}.`,
    advice: 'Write an ordinary file, not a link, a folder or a pipe, and keep it small.',
  }),
  'write-file-refused': (args) => ({
    title: `The test could not create the file \`${given(args.path)}\`${because(args.why)}.`,
    advice: 'Your program may have made a folder or a link with the same name, or filled the disk of the sandbox.',
  }),
  'stdin-closed': () => ({
    title: 'Your program stopped reading its input before the test had sent everything.',
    advice: 'Read lines until there are no more.',
  }),
  'stdin-full': (args) => ({
    title: `Your program stopped reading what the test sent: nothing more could be sent for ${seconds(args.seconds)}.`,
    advice: 'Read the data as it arrives.',
  }),
  'run-timeout': (args) =>
    args.took !== null && args.computed !== null
      ? { title: machineBusy(args.took, args.computed), body: `${unfinished(args)} by then.`, advice: WHEN_BUSY }
      : {
          title: `${unfinished(args)} when the time for the whole run was over (${seconds(args.seconds, 'its limit')}).`,
          advice: ENDLESS,
        },
  'too-much-written': (args) => ({
    title: `Your program wrote ${bytes(args.bytes)}: more than the test can take.`,
    advice: 'Look for a loop that writes and goes on for too long.',
  }),
  'launcher-lost': () => ({
    title: 'Your program stopped the process that runs it, so this test could not go on.',
    advice: 'Do not send signals to processes that your program did not start itself.',
  }),
  'machine-refused': (args) => ({
    title: `The machine has run out of ${USED_UP[given(args.why)] ?? 'something'} that a sandbox needs${because(args.why)}. Your program is not the cause.`,
    advice: 'Run the tests again. If this comes back, close other programs and containers, or restart Docker.',
  }),
  'too-many-terminals': (args) => ({
    title: `Your program opened more than ${given(args.most)} terminals at once and was stopped.`,
    advice: 'Look for a loop that opens terminals and never closes them.',
  }),
  'not-started': (args) => ({
    title: `Your program could not be started${because(args.why)}.`,
    advice: 'Check that the program file has the right name and is in your course folder.',
  }),
  'not-finished': () => ({ title: 'This test was still running when the run ended.' }),
  'not-run': () => ({ title: 'This test was not run.' }),
};

/** Where two long values differ, of which only a part is shown or looked at. */
function differs({ unit = null, at, key, wanted_size = null, came_size = null }: CodeArgs['assertion']): {
  body?: string;
} {
  if (unit === null || wanted_size === null || came_size === null) return {};
  const place = unit === 'key' ? `the key ${given(key)}` : `${unit} ${at ?? '?'}`;
  const sizes =
    wanted_size === came_size
      ? `both have ${plural(came_size, unit)}`
      : `${plural(wanted_size, unit)} expected, ${came_size.toLocaleString('en-US')} received`;
  return { body: `The first difference is at ${place} (${sizes}).` };
}

/** What happened to a value that is not plain. */
const GAVE = table<string>({
  argument: 'put into an argument',
  object: 'is',
});

const WAITED = table<string>({
  reply: 'an answer',
  output: 'its output',
  call: 'the result of a function',
});

function called(name: string | null): string {
  return name === null ? 'The function' : `\`${name.slice(name.indexOf(':') + 1)}\``;
}

/** What the test waited for, which goes without a deadline of its own. */
function unfinished(args: CodeArgs['run-timeout']): string {
  if (args.waiting_for === 'port') return `Your program was not listening on ${port(args.port)}`;
  if (args.waiting_for === 'udp-port') return `Your program had not bound UDP ${port(args.port)}`;
  if (args.waiting_for === 'exit') return 'Your program had not ended';
  if (args.waiting_for === 'call') return `${called(args.function)} had not returned`;
  return 'This test was running';
}

/** A type by its name, or what could not be taken in words. */
function returned(named: string | null): string {
  const type = given(named);
  return type.includes(' ') ? type : `a value of type \`${type}\``;
}

function wanted(text: string | null): string {
  if (text === null) return 'what the test waited for';
  const shown = text.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `"${shown.length <= 100 ? shown : `${shown.slice(0, 99)}…`}"`;
}

/** The system's own words for what has no code. */
function readRefusal({ why, limit }: CodeArgs['read-file-refused']): string | null {
  if (why === 'not-regular') return 'it is not a regular file';
  if (why === 'too-large') return `it is larger than ${limit === null ? 'the test allows' : `${limit} bytes`}`;
  return why;
}

function because(why: string | null): string {
  return why === null ? '' : `: ${why}`;
}
