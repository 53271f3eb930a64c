import { endingAdvice } from './crashes';
import { plainAdvice } from './plain-values';
import { type Area, type Args, bytes, ended, port, seconds, word } from './words';

/** What a test says about a program: starting, ending, input and output, functions, files. */
export const failures: Area = {
  /** The author's own words stand in the failure; this is for an author without any. */
  message: () => ({ title: 'The test found something wrong.' }),
  /** A plain assert: what was expected and what came stand beside it. */
  assertion: () => ({ title: 'The result is not what the test expected.' }),
  /** exit_code, signal, waiting_for: reply, output, call */
  exited: (args) => ({
    title: `Your program ${ended(args)} while the test waited for ${WAITED[word(args, 'waiting_for')] ?? word(args, 'waiting_for', 'it')}.`,
    advice: endingAdvice(args),
  }),
  /** seconds */
  'no-exit': (args) => ({
    title: `Your program was still running after ${seconds(args)}; it should have ended by then.`,
    advice: 'Look for a loop that never stops, or for a read that waits for input that never comes.',
  }),
  /** wanted, exit_code, signal */
  'exit-code': (args) => ({
    title: `Your program ${ended(args)}; the test expected exit code ${word(args, 'wanted')}.`,
    advice: 'A program that reaches its end exits with code 0. `sys.exit(2)` ends it with code 2.',
  }),
  /** seconds, wanted */
  'output-missing': (args) => ({
    title: `Your program did not write ${wanted(args)} within ${seconds(args)}.`,
    advice: 'Check the exact text. If it is printed late, use `print(..., flush=True)`: output may wait in a buffer.',
  }),
  /** wanted */
  'output-closed': (args) => ({
    title: `Your program closed its output before it wrote ${wanted(args)}.`,
    advice:
      'Check that it gets as far as the `print` that the task asks for, and does not end or close `sys.stdout` before.',
  }),
  /** function, seconds */
  'call-timeout': (args) => ({
    title: `${called(args)} did not return within ${seconds(args)}.`,
    advice: 'Look for a loop that never stops, or for something that it waits for, such as `input()`.',
  }),
  /** function, exit_code, signal */
  'call-ended': (args) => ({
    title: `Your program ${ended(args)} while the test waited for ${called(args)}.`,
    advice: `A function should give its result back with \`return\`. ${endingAdvice(args)}`,
  }),
  /** function, type */
  'not-plain': (args) => ({
    title: `${called(args)} returned ${returned(args)}; the test needs a plain value.`,
    advice: plainAdvice(word(args, 'type')),
  }),
  /** function */
  'too-large': (args) => ({
    title: `${called(args)} returned more data than the test can take.`,
    advice: 'Look for a list or a text that grows without end.',
  }),
  /** path */
  'read-file-missing': (args) => ({
    title: `Your program should have written the file \`${word(args, 'path')}\`, but there is none.`,
    advice:
      'Check the spelling of the name, and write to a relative path: the test looks in the folder that your program runs in.',
  }),
  /** path, why */
  'read-file-refused': (args) => ({
    title: `The test cannot read the file \`${word(args, 'path')}\` of your program${because(args)}.`,
    advice: 'Write an ordinary file, not a link, a folder or a pipe, and keep it small.',
  }),
  /** path, why */
  'write-file-refused': (args) => ({
    title: `The test could not put the file \`${word(args, 'path')}\` into place${because(args)}.`,
    advice: 'Your program may have made a folder or a link of the same name, or filled the disk of the sandbox.',
  }),
  'stdin-closed': () => ({
    title: 'Your program stopped reading its input before the test had sent everything.',
    advice: 'Read lines until there are no more, for example with `for line in sys.stdin:`.',
  }),
  /** seconds */
  'stdin-full': (args) => ({
    title: `Your program did not read what the test sent for ${seconds(args)}, and no more fits in.`,
    advice: 'Read while it comes: a connection with `recv`, the input with `for line in sys.stdin:`.',
  }),
  /** seconds: the limit of the whole run; waiting_for?: port, exit, call; port?, function? */
  'run-timeout': (args) => ({
    title: `${unfinished(args)} when the time for the whole run was over (${seconds(args, 'its limit')}).`,
    advice: 'Look for a loop that never stops, or for a call that waits forever, such as `accept`, `recv` or `input`.',
  }),
  /** bytes: what the suite ran out of memory over */
  'too-much-written': (args) => ({
    title: `Your program wrote ${bytes(args, 'bytes')}: more than the test can take.`,
    advice: 'Look for a `print` inside a loop that goes on for too long.',
  }),
  'launcher-lost': () => ({
    title: 'Your program stopped the process that runs it, so this test could not go on.',
    advice: 'Do not send signals to processes that your program has not started itself.',
  }),
  'output-limit': () => ({
    title: 'Your program wrote far too much output and was stopped.',
    advice: 'Look for a `print` inside a loop that never stops.',
  }),
  /** why */
  'not-started': (args) => ({
    title: `Your program could not be started${because(args)}.`,
    advice: 'Check that the program file has its right name and lies in the folder of your course.',
  }),
  /** The run ended while this test was going on and nobody could say more. */
  'not-finished': () => ({ title: 'This test was still running when the run ended.' }),
  /** The run ended before. */
  'not-run': () => ({ title: 'This test was not run.' }),
};

const WAITED: Readonly<Record<string, string>> = {
  reply: 'an answer',
  output: 'its output',
  call: 'the result of a function',
};

function called(args: Args): string {
  const name = word(args, 'function', '');
  return name === '' ? 'The function' : `\`${name.slice(name.indexOf(':') + 1)}\``;
}

/** What the test waited for, which goes without a deadline of its own. */
function unfinished(args: Args): string {
  if (args.waiting_for === 'port') return `Your program was not listening on ${port(args)}`;
  if (args.waiting_for === 'exit') return 'Your program had not ended';
  if (args.waiting_for === 'call') return `${called(args)} had not returned`;
  return 'This test was running';
}

/** A type by its name, or what could not be taken in words. */
function returned(args: Args): string {
  const type = word(args, 'type');
  return type.includes(' ') ? type : `a value of type \`${type}\``;
}

function wanted(args: Args): string {
  const text = word(args, 'wanted', '');
  if (text === '') return 'what the test waited for';
  const shown = text.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `"${shown.length <= 100 ? shown : `${shown.slice(0, 99)}…`}"`;
}

function because(args: Args): string {
  const why = word(args, 'why', '');
  return why === '' ? '' : `: ${why}`;
}
