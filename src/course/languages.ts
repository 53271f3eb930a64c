import path from 'node:path';
import type { Language } from '../contract/language';
import { pythonLanguage } from './python/language';

const LANGUAGES = new Map<string, Language>();

/** From now on a course may be in this language. */
export function registerLanguage(language: Language): void {
  LANGUAGES.set(language.id, language);
}

registerLanguage(pythonLanguage);

/** @throws Error for one that the course's schema should have refused. */
export function languageOf({ language }: { readonly language: string }): Language {
  const found = LANGUAGES.get(language);
  if (found === undefined) throw new Error(`no language ${language}`);
  return found;
}

/** By the end of its name; the first language for a file of any other name, which a course may have given as its entry. */
export function languageOfFile(file: string): Language {
  const extension = path.extname(file);
  return [...LANGUAGES.values()].find((language) => language.extension === extension) ?? pythonLanguage;
}

/** How the editor names the languages of the programs that can be run. */
export function editorLanguages(): readonly string[] {
  return [...LANGUAGES.values()].map(({ editorId }) => editorId);
}
