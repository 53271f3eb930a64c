import path from 'node:path';
import { CodedError } from '../contract/codes';
import type { Language, Launching } from '../contract/language';
import { pythonLanguage, pythonLaunching } from './python/language';

/** The languages of learners' programs. `courses/course.schema.json` and the readers of their output have the same ones. */
const languages: Language[] = [pythonLanguage];

/** Allows courses in this language from now on. */
export function registerLanguage(language: Language): void {
  languages.push(language);
}

/** @throws CodedError `unknown-language` for one that the course's schema allows and that is missing here */
export function languageOf({ language }: { readonly language: string }): Language {
  const found = languages.find(({ id }) => id === language);
  if (found === undefined) throw new CodedError('unknown-language', { language, known: knownLanguages().join(', ') });
  return found;
}

/** Their names in `course.json`. */
export function knownLanguages(): readonly string[] {
  return languages.map(({ id }) => id);
}

/** The language by the file's extension. For any other file, which may be the entry of a course, the first language. */
export function languageOfFile(file: string): Language {
  const extension = path.extname(file);
  return languages.find((language) => language.extension === extension) ?? pythonLanguage;
}

/** The editor's names for the languages of the programs that can be run. */
export function editorLanguages(): readonly string[] {
  return languages.map(({ editorId }) => editorId);
}

/** The documents that may be programs, for what the editor shows beside them: files on the disk. */
export function programDocuments(): readonly { readonly language: string; readonly scheme: string }[] {
  return editorLanguages().map((language) => ({ language, scheme: 'file' }));
}

/** By the language's name in `course.json`. The bundle of a window does without them: only a run starts programs. */
const launchings = new Map<string, Launching>([['python', pythonLaunching]]);

/** Programs of this language can be started from now on. */
export function registerLaunching(language: string, launching: Launching): void {
  launchings.set(language, launching);
}

/** @throws CodedError `unknown-language` for one that nothing here can start */
export function launchingOf({ language }: { readonly language: string }): Launching {
  const found = launchings.get(language);
  if (found === undefined) throw new CodedError('unknown-language', { language, known: knownLanguages().join(', ') });
  return found;
}

/** The names of the languages whose programs can be started. */
export function launchedLanguages(): readonly string[] {
  return [...launchings.keys()];
}
