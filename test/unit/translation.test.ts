import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../src/editor/base/commands';
import { editorCatalogue, stepCatalogue } from '../../src/results/texts/editor-catalogue';
import { programCatalogue } from '../../src/results/texts/program-catalogue';
import { speak, windowWords } from '../../src/results/texts/translation';
import { ROOT, read } from '../support/run';
import { textBundle } from '../support/text-bundle';

/** Loaded with the first command about steps, and the first terminal. */
const STEPS = { steps: stepCatalogue, program: programCatalogue.words };
const FILE = path.join(ROOT, 'l10n/bundle.l10n.json');

/** A language that turns every word around and leaves what is filled in as it is. */
function toy(bundle: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const turned = (text: string) => text.replace(/[A-Za-z]{2,}/g, (word) => [...word].reverse().join(''));
  return Object.fromEntries(Object.entries(bundle).map(([key, text]) => [key, turned(text)]));
}

/** Every path of the words, with a text or a function at its end. */
function pathsOf(words: unknown, at = ''): readonly string[] {
  if (typeof words !== 'object' || words === null) return [at];
  return Object.entries(words).flatMap(([name, word]) => pathsOf(word, at === '' ? name : `${at}.${name}`));
}

describe('The words of a window in another language', () => {
  const bundle = textBundle();

  it('can be translated from a file that has them all as they are (CODEALONG_WRITE=1 writes it)', () => {
    const text = `${JSON.stringify(bundle, null, 2)}\n`;
    if (process.env.CODEALONG_WRITE === '1') writeFileSync(FILE, text);
    ok(existsSync(FILE));
    deepEqual(JSON.parse(read(FILE)), bundle);
  });

  it('are found by their paths, and most of them can be translated', () => {
    const paths = pathsOf({ ...windowWords(), ...STEPS });
    deepEqual(
      Object.keys(bundle).filter((key) => !paths.includes(key)),
      [],
    );
    ok(Object.keys(bundle).length > 0.8 * paths.length, `${Object.keys(bundle).length} of ${paths.length}`);
  });

  it('leave out a sentence that changes with what is filled in', () => {
    const words = {
      plain: 'Open',
      filled: (file: string, line: number) => `Line ${line} of ${file}`,
      listed: (files: readonly string[]) => `Made ${files.join(', ')}.`,
      plural: (amount: number) => `${amount} ${amount === 1 ? 'step' : 'steps'}`,
      other: (text: string) => (text === 'x' ? 'one' : `${text} two`),
    };
    deepEqual(textBundle(words), { plain: 'Open', filled: 'Line {1} of {0}', listed: 'Made {0}.' });
  });

  it('are shown in every place once they are loaded, and are English again afterwards', () => {
    const english = [COMMANDS.startCourse.title, editorCatalogue.buttons.openFile('a.py'), stepCatalogue.ai.off];
    const back = speak(toy(bundle), STEPS);
    try {
      equal(COMMANDS.startCourse.title, 'tratS esruoC');
      equal(editorCatalogue.buttons.openFile('main.py'), 'nepO main.py');
      equal(editorCatalogue.state.passedNext('Step 1', 'Answer PING'), 'Step 1 dessap. txeN: Answer PING');
      match(stepCatalogue.ai.off, /^IA snoitseggus era ffo/);
      equal(stepCatalogue.reset.done(['a.py', 'b.py']), 'teseR: a.py, b.py. A ypoc fo ruoy selif saw tpek.');
    } finally {
      back();
    }
    deepEqual([COMMANDS.startCourse.title, editorCatalogue.buttons.openFile('a.py'), stepCatalogue.ai.off], english);
  });

  it('stay English where the bundle has nothing, or something that is no text', () => {
    const back = speak({ 'editor.buttons.retry': 'Nochmal', 'editor.buttons.open': 7 } as never);
    try {
      const { retry, open, save } = editorCatalogue.buttons;
      deepEqual([retry, open, save], ['Nochmal', 'Open', 'Save…']);
    } finally {
      back();
    }
    speak(undefined)();
  });

  it('escape what is filled in, whatever a translation makes of it', () => {
    const back = speak({ 'editor.buttons.openFile': '{0} {0} {1}' });
    try {
      equal(editorCatalogue.buttons.openFile('a\u001b[1m\n'), 'a\\x1b[1m\\n a\\x1b[1m\\n {1}');
    } finally {
      back();
    }
  });
});
