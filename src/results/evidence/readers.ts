import { CodedError } from '../../contract/codes';
import type { Location } from '../../contract/events';
import { learnerFile } from '../../contract/image';
import type { ProgramReader, RaisedException, TracebackFrame } from '../../contract/language';
import { pythonReader } from '../python/reader';

/** One for each of the course's languages. */
const readers: ProgramReader[] = [pythonReader];

/** Makes the output of programs in this language readable from now on. */
export function registerReader(reader: ProgramReader): void {
  readers.push(reader);
}

/** @throws CodedError `unknown-language` */
export function readerOf({ language }: { readonly language: string }): ProgramReader {
  const found = readers.find(({ id }) => id === language);
  if (found === undefined)
    throw new CodedError('unknown-language', { language, known: readableLanguages().join(', ') });
  return found;
}

/** The languages whose output can be read, by their names in `course.json`. */
export function readableLanguages(): readonly string[] {
  return readers.map(({ id }) => id);
}

/** Removes the sandbox's folder from the learner's paths, as any of the interpreters quotes them. */
export function withoutLearnerRoot(text: string): string {
  return readers.reduce((shown, reader) => reader.withoutRoot(shown), text);
}

/** The innermost frame in the learner's own files: the line to look at. */
export function learnerFrame(raised: RaisedException): TracebackFrame | null {
  return raised.frames.findLast((frame) => learnerFile(frame.file) !== null) ?? null;
}

export function locationOfFrame(frame: TracebackFrame): Location | null {
  const file = learnerFile(frame.file);
  return file === null ? null : { file, line: frame.line };
}
