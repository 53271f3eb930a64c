import { aiTexts, noCourseTexts, startTexts } from '../../src/results/texts/learner/choice-texts';
import { editorTexts } from '../../src/results/texts/learner/editor-texts';
import { resetTexts, taskLabels } from '../../src/results/texts/learner/guidance-texts';
import { programWords } from '../../src/results/texts/program-catalogue';
import { buildTexts } from '../../src/results/texts/setup/build-texts';
import { setupTexts } from '../../src/results/texts/setup/doctor-headings';
import { filledIn } from '../../src/results/texts/translation';

type Word = string | ((...args: never[]) => string) | { readonly [name: string]: Word };

/** The words of a window as they are written, by the paths that `windowWords` has. */
const WRITTEN: Word = {
  editor: editorTexts,
  steps: { task: taskLabels, reset: resetTexts, ai: aiTexts, none: noCourseTexts, start: startTexts },
  program: programWords,
  building: buildTexts,
  setup: setupTexts,
};

/** What may be filled in: a text, several texts, an amount. The first of each kind can be found in what comes out. */
const KINDS = [
  (place: number) => ({ marked: `{${place}}`, others: ['', 'x', 'Two words.'] }),
  (place: number) => ({ marked: [`{${place}}`], others: [['a', 'b'], ['a']] }),
  (place: number) => ({ marked: 90_000 + place, others: [1, 2, 21] }),
];
/** Of the kinds, the one with several texts. */
const LIST = 1;
const ARGS_MAX = 4;

/** Every text of a window that one sentence in another language can stand for, whatever is filled in. */
export function textBundle(words: Word = WRITTEN, at = ''): Readonly<Record<string, string>> {
  if (typeof words === 'string') return { [at]: words };
  if (typeof words === 'function') {
    const template = templateOf(words as (...args: readonly unknown[]) => string);
    return template === null ? {} : { [at]: template };
  }
  const inner = Object.entries(words).map(([name, word]) => textBundle(word, at === '' ? name : `${at}.${name}`));
  return Object.assign({}, ...inner);
}

/** Null for a sentence that changes with what is filled in, such as one with a plural. */
function templateOf(make: (...args: readonly unknown[]) => string): string | null {
  const found = choices(make.length).flatMap((kinds) => templateFor(make, kinds) ?? []);
  // A text that takes texts or amounts would take a list as well, and tell it in another way.
  const single = found.filter(({ kinds }) => !kinds.includes(LIST));
  const [first, ...others] = single.length > 0 ? single : found;
  const isOne =
    first !== undefined && [first, ...others].every((one) => one.isPlain && one.template === first.template);
  return isOne ? first.template : null;
}

function templateFor(make: (...args: readonly unknown[]) => string, kinds: readonly number[]) {
  const args = kinds.map((kind, place) => KINDS[kind]?.(place) ?? { marked: '', others: [] });
  const template = attempt(() => make(...args.map(({ marked }) => marked)))?.replace(/9000(\d)/g, '{$1}');
  if (template === undefined || !args.every((_, place) => template.includes(`{${place}}`))) return null;
  const tries = [0, 1, 2].map((index) => args.map(({ others }) => others[index % others.length]));
  return {
    kinds,
    template,
    isPlain: tries.every((tried) => attempt(() => make(...tried)) === filledIn(template, tried)),
  };
}

/** Each way to take one of the kinds for each argument. */
function choices(count: number): readonly (readonly number[])[] {
  if (count === 0 || count > ARGS_MAX) return count === 0 ? [[]] : [];
  return choices(count - 1).flatMap((before) => KINDS.map((_, kind) => [...before, kind]));
}

function attempt(make: () => string): string | undefined {
  try {
    const made: unknown = make();
    return typeof made === 'string' ? made : undefined;
  } catch {
    return undefined;
  }
}
