import type { Location } from '../../contract/events';
import { type Frame, parseTracebacks, type RaisedException } from './traceback';

/** The folder of the learner's files inside the sandbox. */
const ROOT = '/work/';

/** The learner's file at a path of the sandbox, relative and with `/`; null for every other file. */
export function learnerFile(path: string): string | null {
  if (!path.startsWith(ROOT)) return null;
  const parts = path.slice(ROOT.length).split('/');
  return parts.some((part) => part === '' || part === '.' || part === '..') ? null : parts.join('/');
}

/** The innermost frame in the learner's own files: the line to look at. */
export function learnerFrame(raised: RaisedException): Frame | null {
  return raised.frames.findLast((frame) => learnerFile(frame.file) !== null) ?? null;
}

export function placeOf(frame: Frame): Location | null {
  const file = learnerFile(frame.file);
  return file === null ? null : { file, line: frame.line };
}

/** The tracebacks of `text` for the learner: only their own frames, with paths relative to their folder. */
export function learnerTraceback(text: string): string {
  return parseTracebacks(text).map(printed).join('\n\n');
}

function printed(raised: RaisedException): string {
  const frames = raised.frames.filter((frame) => learnerFile(frame.file) !== null).map(printedFrame);
  const last = raised.message === '' ? raised.type : `${raised.type}: ${raised.message}`;
  return [...(frames.length > 0 ? ['Traceback (most recent call last):'] : []), ...frames, last].join('\n');
}

function printedFrame(frame: Frame): string {
  const name = frame.name === null ? '' : `, in ${frame.name}`;
  const head = `  File "${learnerFile(frame.file) ?? frame.file}", line ${frame.line}${name}`;
  return [head, ...frame.source.map((line) => `    ${line}`)].join('\n');
}

/** Removes the sandbox's folder from the learner's paths, as Python quotes them: only we know that folder. */
export function withoutRoot(text: string): string {
  return text.replaceAll(`File "${ROOT}`, 'File "');
}
