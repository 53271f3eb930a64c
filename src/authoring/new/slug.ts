import { CodedError } from '../../contract/codes';

/** What a new id is for. */
export type IdOf = 'course' | 'step';

/** The most letters that an id and a title may have. */
const ID_LETTERS = 64;
const TITLE_LETTERS = 200;

/** @returns the id itself. @throws CodedError `id-unusable`, with an id that is like it */
export function checkedId(id: string, of: IdOf): string {
  if (/^[a-z][a-z0-9-]*$/.test(id) && id.length <= ID_LETTERS) return id;
  throw new CodedError('id-unusable', { id, of, suggestion: slugOf(id, of) });
}

/** An id that is like the text: `Über uns 2` gives `uber-uns-2`. Null when the text has none of the letters and digits of an id. */
export function slugOf(text: string, of: IdOf): string | null {
  const words = text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  if (words === null) return null;
  const slug = words.join('-');
  const id = /^\d/.test(slug) ? `${of}-${slug}` : slug;
  return id.slice(0, ID_LETTERS).replace(/-$/, '');
}

/** The name of a folder, or an id, as a title: `my-course` gives `My course`. */
export function titleOf(name: string): string {
  const words = name.split(/[\s_-]+/).filter((word) => word !== '');
  const [first = name, ...rest] = words.join(' ');
  return [first.toUpperCase(), ...rest].join('').slice(0, TITLE_LETTERS);
}

/** Without blanks around it. @throws CodedError `title-unusable` for one that is empty, too long or of several lines */
export function checkedTitle(title: string): string {
  const trimmed = title.trim();
  if (trimmed === '' || trimmed.length > TITLE_LETTERS || /\p{Cc}/u.test(trimmed))
    throw new CodedError('title-unusable', { title, most: TITLE_LETTERS });
  return trimmed;
}
