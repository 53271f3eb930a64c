import { type Area, type Args, ended, figure, firstLine, sentence, type Text, withArticle, word } from './words';

const KEPT_RUNNING =
  'An exception in a thread or in a task ends only that thread or task: the program runs on, and whoever waits for an answer waits in vain.';

/** What the learner's program did by itself: exceptions and bad endings. */
export const crashes: Area = {
  /** type, message, file?, line?, source?, advice?, unreadable_by?: an uncaught exception ended the program. */
  'program-stopped': (args) =>
    isUnreadable(args) ? unreadable(args) : withAdvice(args, `Your program stopped with ${exception(args)}`),
  /** The same args: a traceback that the program printed and survived. */
  'program-reported': (args) => {
    const text = withAdvice(args, `Your program reported ${exception(args)}`);
    return { ...text, advice: text.advice ?? KEPT_RUNNING };
  },
  /** The same args and function?: an exception in a function that the test called. */
  raised: (args) => {
    if (isUnreadable(args)) return unreadable(args);
    const name = word(args, 'function', '');
    return withAdvice(args, `${name === '' ? 'Your code' : `\`${name}\``} raised ${exception(args)}`);
  },
  /** function, file, line: an `async def` was called, and nothing of it has run. */
  'never-awaited': (args) => ({
    title: `It called \`${word(args, 'function')}()\` without \`await\`${place(args, 'on ')}, so nothing of that function was run.`,
    advice:
      'Calling an `async def` only prepares it. Write `await` before the call, or `asyncio.run(...)` around the outermost one.',
  }),
  'said-nothing': () => ({
    title: 'Your program exited with code 0 and wrote nothing.',
    advice:
      'What a function returns is not shown by itself: `print` it. Check also that the function is called at all.',
  }),
  /** exit_code, signal: the program ended by itself, and not well. */
  'program-ended': (args) => ({
    title: `Your program ${ended(args)}.`,
    advice: endingAdvice(args),
  }),
};

/** What to do about a program that ended with this signal or code. */
export function endingAdvice(args: Args): string {
  const signal = figure(args, 'signal');
  if (signal === 9)
    return 'It was ended by force: because the memory was used up, or by a `kill` in your program or in one that it started.';
  if (signal === 11) return 'Plain Python hardly ever crashes like this. Endless recursion or `ctypes` can do it.';
  if (signal === 31) return 'It made a system call that the sandbox does not allow.';
  if (signal !== null) return 'Look for a place where your program sends signals or calls `os.abort()`.';
  if (figure(args, 'exit_code') === 0) return 'It reached its last line, or it called `exit()` too early.';
  return "Look at your program's output for the reason, and for calls of `exit()` or `sys.exit()`.";
}

function withAdvice(args: Args, title: string): Text {
  return { title: sentence(title), ...sourceBody(args), ...adviceOf(args) };
}

function unreadable(args: Args): Text {
  const type = word(args, 'type');
  const where = place(args, 'on ');
  return {
    title: sentence(`${word(args, 'unreadable_by')} cannot read your program: ${type}${where}: ${message(args)}`),
    ...sourceBody(args),
    ...adviceOf(args),
  };
}

function adviceOf(args: Args): { advice?: string } {
  const advice = word(args, 'advice', '');
  return advice === '' ? {} : { advice };
}

function isUnreadable(args: Args): boolean {
  return word(args, 'unreadable_by', '') !== '';
}

/** `a NameError on line 7 of main.py: name 'x' is not defined` */
function exception(args: Args): string {
  const name = word(args, 'type', 'exception').split('.').at(-1) ?? 'exception';
  const said = message(args);
  return `${withArticle(name)}${place(args, 'on ')}${said === '' ? '' : `: ${said}`}`;
}

function message(args: Args): string {
  return firstLine(word(args, 'message', ''));
}

function place(args: Args, before: string): string {
  const line = figure(args, 'line');
  return line === null ? '' : ` ${before}line ${line} of ${word(args, 'file')}`;
}

/** The source line as Python showed it, with its number in front, and the marks below it. */
export function sourceBody(args: Args): { body?: string } {
  const line = figure(args, 'line');
  const source = word(args, 'source', '');
  if (line === null || source === '') return {};
  const number = `  ${line} | `;
  const blank = `${' '.repeat(number.length - 2)}| `;
  return {
    body: source
      .split('\n')
      .map((text, index) => `${index === 0 ? number : blank}${text}`)
      .join('\n'),
  };
}
