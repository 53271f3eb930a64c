import path from 'node:path';
import { CodedError } from '../contract/codes';
import type { Language } from '../contract/language';
import { pythonLanguage } from './python/language';

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
