import type { CodeArgs } from '../../../contract/codes';
import { type Area, ended, firstLine, given, sentence, type Text, withArticle } from '../words';
import { newerVersion, olderVersion } from './version-texts';

const KEPT_RUNNING =
  'An exception in a thread or task ends only that thread or task. The program keeps running, but a client that waits for an answer never gets one.';

type CrashCode =
  | 'program-stopped'
  | 'program-reported'
  | 'raised'
  | 'same-cause'
  | 'one-cause'
  | 'needs-newer'
  | 'was-removed'
  | 'never-awaited'
  | 'printed-not-returned'
  | 'returned-not-printed'
  | 'text-in-front'
  | 'repeats-itself'
  | 'said-nothing'
  | 'program-ended';
type Exception = CodeArgs['program-stopped'];
/** A line of the learner's, as far as it is known. */
type Pointed = Pick<Exception, 'file' | 'line' | 'source'>;

/** What the learner's program did by itself: exceptions and bad endings. */
export const crashes: Area<CrashCode> = {
  'program-stopped': (args) =>
    isUnreadable(args) ? unreadable(args) : withAdvice(args, `Your program stopped with ${exception(args)}`),
  'program-reported': (args) => {
    const who = args.thread ? 'A thread of your program stopped with' : 'Your program reported';
    const text = withAdvice(args, `${who} ${exception(args)}`);
    return { ...text, advice: text.advice ?? KEPT_RUNNING };
  },
  raised: (args) => {
    if (isUnreadable(args)) return unreadable(args);
    const [name, wanted] = [args.function ?? '', args.wanted ?? ''];
    const who = name === '' ? 'your code' : `\`${name}\``;
    if (wanted !== '')
      return withAdvice(args, `The test expects ${withArticle(wanted)} here, and ${who} raised ${exception(args)}`);
    return withAdvice(args, `${who === 'your code' ? 'Your code' : who} raised ${exception(args)}`);
  },
  'same-cause': ({ test, type, ...where }) => ({
    title: `For the same reason as "${firstLine(test)}"${type === null ? '' : `: ${withArticle(type)}${place(where, 'on ')}`}.`,
  }),
  'one-cause': ({ count }) => ({ title: `All ${count} tests fail for one reason.` }),
  'needs-newer': newerVersion,
  'was-removed': olderVersion,
  'never-awaited': (args) => ({
    title: `It called \`${given(args.function)}()\` without \`await\`${place(args, 'on ')}, so that function never ran.`,
  }),
  'printed-not-returned': ({ call }) => ({
    title: `\`${firstLine(call)}\` printed its result, but did not return it.`,
    advice: 'A test sees what a function returns, not what it prints.',
  }),
  'returned-not-printed': ({ call }) => ({
    title: `\`${firstLine(call)}\` returned its result, but did not print it.`,
    advice: 'This test sees what is printed, not what a function returns.',
  }),
  'text-in-front': ({ front }) => ({
    title: `The expected text came, but after this: "${firstLine(front)}"`,
    advice:
      'Everything that a program shows while it asks for input is part of its output. Write only what the task asks for.',
  }),
  'repeats-itself': ({ line }) => ({
    title: `It wrote the same line again and again: "${firstLine(line)}"`,
    advice: 'Its input may have ended: asking again then never gets an answer.',
  }),
  'said-nothing': () => ({
    title: 'Your program exited with code 0 and wrote nothing.',
    advice: 'Check that it writes its result, and that the code which does so is reached at all.',
  }),
  'program-ended': (args) => ({
    title: `Your program ${ended(args)}.`,
    advice: endingAdvice(args),
  }),
};

/** What to do about a program that ended with this signal or code. */
export function endingAdvice({ signal, exit_code }: CodeArgs['program-ended']): string {
  if (signal === 9)
    return 'It was killed: either the memory was used up, or your program or one that it started called `kill`.';
  if (signal === 31) return 'It made a system call that the sandbox does not allow.';
  if (signal !== null) return 'Look for a place where your program sends signals.';
  if (exit_code === 0) return 'It reached its last line, or it called `exit` too early.';
  return "Look for the reason in your program's output, and for calls of `exit` in its code.";
}

function withAdvice(args: Exception, title: string): Text {
  return { title: sentence(title), ...sourceBody(args), ...adviceOf(args) };
}

function unreadable(args: Exception): Text {
  const type = given(args.type);
  const where = place(args, 'on ');
  return {
    title: sentence(`${given(args.unreadable_by)} cannot read your program: ${type}${where}: ${message(args)}`),
    ...sourceBody(args),
    ...adviceOf(args),
  };
}

function adviceOf({ advice }: Exception): { advice?: string } {
  return advice ? { advice } : {};
}

function isUnreadable(args: Exception): boolean {
  return Boolean(args.unreadable_by);
}

/** `a NameError on line 7 of main.py: name 'x' is not defined` */
function exception(args: Exception): string {
  const name = given(args.type, 'exception').split('.').at(-1) ?? 'exception';
  const said = message(args);
  return `${withArticle(name)}${place(args, 'on ')}${said === '' ? '' : `: ${said}`}`;
}

function message(args: Exception): string {
  return firstLine(args.message ?? '');
}

function place(args: Pointed, before: string): string {
  const { line = null } = args;
  return line === null ? '' : ` ${before}line ${line} of ${given(args.file)}`;
}

/** The source line as the interpreter showed it, with its number in front, and the marks below it. */
export function sourceBody({ line = null, source }: Pointed): { body?: string } {
  if (line === null || source === undefined || source === null || source === '') return {};
  const number = `  ${line} | `;
  const blank = `${' '.repeat(number.length - 2)}| `;
  return {
    body: source
      .split('\n')
      .map((text, index) => `${index === 0 ? number : blank}${text}`)
      .join('\n'),
  };
}
