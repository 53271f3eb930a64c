import path from 'node:path';
import type { Language } from '../contract/language';
import { pythonLanguage } from './python/language';

const LANGUAGES = new Map<string, Language>();

/** Allows courses in this language from now on. */
export function registerLanguage(language: Language): void {
  LANGUAGES.set(language.id, language);
}

registerLanguage(pythonLanguage);

/** @throws Error for a language that the course's schema should have refused. */
export function languageOf({ language }: { readonly language: string }): Language {
  const found = LANGUAGES.get(language);
  if (found === undefined) throw new Error(`no language ${language}`);
  return found;
}

/** The language by the file's extension. For any other file, which may be the entry of a course, the first language. */
export function languageOfFile(file: string): Language {
  const extension = path.extname(file);
  return [...LANGUAGES.values()].find((language) => language.extension === extension) ?? pythonLanguage;
}

/** The editor's names for the languages of the programs that can be run. */
export function editorLanguages(): readonly string[] {
  return [...LANGUAGES.values()].map(({ editorId }) => editorId);
}
