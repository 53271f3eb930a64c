import type { Location } from '../../contract/events';
import { learnerFile } from '../../contract/image';
import type { ProgramReader, RaisedException, TracebackFrame } from '../../contract/language';
import { pythonReader } from '../python/reader';

const READERS = new Map<string, ProgramReader>();

/** Makes the output of programs in this language readable from now on. */
export function registerReader(reader: ProgramReader): void {
  READERS.set(reader.id, reader);
}

registerReader(pythonReader);

/** @throws Error for a language that the course's schema should have refused. */
export function readerOf({ language }: { readonly language: string }): ProgramReader {
  const found = READERS.get(language);
  if (found === undefined) throw new Error(`no reader for ${language}`);
  return found;
}

/** Removes the sandbox's folder from the learner's paths, as any of the interpreters quotes them. */
export function withoutLearnerRoot(text: string): string {
  return [...READERS.values()].reduce((shown, reader) => reader.withoutRoot(shown), text);
}

/** The innermost frame in the learner's own files: the line to look at. */
export function learnerFrame(raised: RaisedException): TracebackFrame | null {
  return raised.frames.findLast((frame) => learnerFile(frame.file) !== null) ?? null;
}

export function locationOfFrame(frame: TracebackFrame): Location | null {
  const file = learnerFile(frame.file);
  return file === null ? null : { file, line: frame.line };
}
