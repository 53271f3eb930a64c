import { learnerFile, WORK } from '../../contract/image';
import type { Forgotten, ProgramReader, RaisedException, TracebackFrame } from '../../contract/language';
import { finalException, parseTracebacks } from './traceback';
import { waitOf } from './waits';

const SYNTAX: ReadonlySet<string> = new Set(['SyntaxError', 'IndentationError', 'TabError']);

/** Reads the output of Python programs after a run. */
export const pythonReader: ProgramReader = {
  id: 'python',
  name: 'Python',
  crashCode: 1,
  nothing: 'None',
  exceptionIn: finalException,
  isInterrupt: ({ type }) => type === 'KeyboardInterrupt',
  isUnreadable,
  isPlaceholder,
  learnersTraceback: learnerTraceback,
  withoutRoot,
  forgottenIn: neverAwaited,
  waitOf,
};

/** A file that a function imports, and text for `eval`, are read while the program runs; what it raises itself has a line that ran. */
function isUnreadable({ type, frames }: RaisedException): boolean {
  const last = frames.at(-1);
  if (!SYNTAX.has(type) || last === undefined || last.name !== null || learnerFile(last.file) === null) return false;
  return frames.slice(0, -1).every(({ name }) => name === '<module>');
}

/** `raise NotImplementedError`, or a function or class that does not take its arguments yet, so that none of its lines ran. */
function isPlaceholder({ type, message, frames }: RaisedException): boolean {
  const unable = type === 'TypeError' && frames.length === 0 && /\bargument/.test(message);
  return unable || type === 'NotImplementedError';
}

/** Python's warning about a coroutine that was made and thrown away. None of its code has run. */
const NEVER_AWAITED = /^(\/.+):(\d{1,7}): RuntimeWarning: coroutine '([^']+)' was never awaited$/m;

/** The coroutine that a program has called and not awaited, and the learner's line. */
export function neverAwaited(stderr: string): Forgotten | null {
  const [, path = '', line, name = ''] = NEVER_AWAITED.exec(stderr) ?? [];
  const file = learnerFile(path);
  return file === null ? null : { function: name, place: { file, line: Number(line) } };
}

/** The tracebacks of `text` as a learner reads them: their own frames alone, with paths relative to their folder. */
export function learnerTraceback(text: string): string {
  return parseTracebacks(text).map(printed).join('\n\n');
}

function printed(raised: RaisedException): string {
  const frames = raised.frames.filter((frame) => learnerFile(frame.file) !== null).map(printedFrame);
  const last = raised.message === '' ? raised.type : `${raised.type}: ${raised.message}`;
  return [...(frames.length > 0 ? ['Traceback (most recent call last):'] : []), ...frames, last].join('\n');
}

function printedFrame(frame: TracebackFrame): string {
  const name = frame.name === null ? '' : `, in ${frame.name}`;
  const head = `  File "${learnerFile(frame.file) ?? frame.file}", line ${frame.line}${name}`;
  return [head, ...frame.source.map((line) => `    ${line}`)].join('\n');
}

/** Paths of the learner's files inside the sandbox, as Python quotes them, without the folder that only we know. */
export function withoutRoot(text: string): string {
  return text.replaceAll(`File "${WORK}/`, 'File "');
}
