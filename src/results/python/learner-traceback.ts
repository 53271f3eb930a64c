import { learnerFile, WORK } from '../../contract/image';
import type { RaisedException, TracebackFrame } from '../../contract/language';
import { parseTracebacks } from './traceback';

/** The tracebacks of `text` for the learner: only their own frames, with paths relative to their folder. */
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

/** Removes the sandbox's folder from the learner's paths, as Python quotes them: only we know that folder. */
export function withoutRoot(text: string): string {
  return text.replaceAll(`File "${WORK}/`, 'File "');
}
