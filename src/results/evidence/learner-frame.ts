import type { Location } from '../../contract/events';
import { learnerFile } from '../../contract/image';
import type { RaisedException, TracebackFrame } from '../../contract/language';

/** The innermost frame in the learner's own files: the line to look at. */
export function learnerFrame(raised: RaisedException): TracebackFrame | null {
  return raised.frames.findLast((frame) => learnerFile(frame.file) !== null) ?? null;
}

export function locationOfFrame(frame: TracebackFrame): Location | null {
  const file = learnerFile(frame.file);
  return file === null ? null : { file, line: frame.line };
}
