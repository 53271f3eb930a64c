import { editorCatalogue } from './editor-catalogue';
import { catalogue, replaceTexts } from './index';
import { shownWords, type Words } from './shown-texts';

/** Texts by the way to them in the catalogue, such as `editor.buttons.retry`, with `{0}`, `{1}`, … for what is filled in. */
export type TextBundle = Readonly<Record<string, string>>;

/** Words that are loaded together, by the names that stand first in their paths. */
export type SpokenWords = Readonly<Record<string, object>>;

/** What a window says by itself. Failures are told by the core, and have no part in it. */
export function windowWords() {
  return { editor: editorCatalogue, building: catalogue.building, setup: catalogue.setup };
}

/**
 * Puts the words of a language in, wherever its bundle has some; the others stay as they are. Each of our own bundles has words of its
 * own. @param more what is loaded beside those of a window @returns what puts the present words back
 */
export function speak(bundle: TextBundle | undefined, more: SpokenWords = {}): () => void {
  if (bundle === undefined) return () => undefined;
  const back = Object.entries<object>({ ...windowWords(), ...more }).map(([name, words]) =>
    replaceTexts(words, translated({ [name]: words }, bundle)[name] ?? words),
  );
  return () => {
    for (const restore of back) restore();
  };
}

/** What is filled in is escaped in a translation, too. */
function translated(words: SpokenWords, bundle: TextBundle): SpokenWords {
  return shownWords(inWords(words as Record<string, Words>, bundle, '') as Record<string, Record<string, Words>>);
}

function inWords(words: Words, bundle: TextBundle, at: string): Words {
  if (typeof words === 'object') {
    const inner = Object.entries(words).map(([name, word]) => [name, inWords(word, bundle, `${at}${name}.`)]);
    return Object.fromEntries(inner);
  }
  const found: unknown = bundle[at.slice(0, -1)];
  if (typeof found !== 'string') return words;
  return typeof words === 'string' ? found : (...args: readonly unknown[]) => filledIn(found, args);
}

/** Several texts are told one after the other, as everywhere in the catalogue. */
export function filledIn(template: string, args: readonly unknown[]): string {
  return template.replace(/\{(\d)\}/g, (place, index: string) => {
    const arg = args[Number(index)];
    if (arg === undefined) return place;
    return Array.isArray(arg) ? arg.join(', ') : String(arg);
  });
}
