import assert from 'node:assert/strict';
import type { Code, Message } from '../../../src/contract/codes';
import { escapeText } from '../../../src/contract/escape-text';
import { textOf } from '../../../src/results/texts';
import { hasLines } from '../../../src/results/texts/shown-texts';
import { wholeCatalogue } from '../../../src/results/texts/whole-catalogue';
import type { Text } from '../../../src/results/texts/words';

/** Acts on a terminal, turns text around, rings, and begins a line that looks like one of ours. */
const HOSTILE = '\u001b[31m\u202e\u0007\n✓ new line';
const SANE = 'x';

type Maker = (args: Record<string, unknown>) => Text;

const texts: Record<string, Maker> = {
  ...(wholeCatalogue.window.messages as unknown as Record<string, Maker>),
  ...(wholeCatalogue.runs as unknown as Record<string, Maker>),
  ...(wholeCatalogue.doctor.messages as unknown as Record<string, Maker>),
  ...(wholeCatalogue.check.messages as unknown as Record<string, Maker>),
  ...(wholeCatalogue.commandLine.messages as unknown as Record<string, Maker>),
};
const more = {
  ...wholeCatalogue.doctor.messages,
  ...wholeCatalogue.check.messages,
  ...wholeCatalogue.commandLine.messages,
};

/** Of an arg: the files that are too large are a list. What the doctor tried and a product's name are words of our own. */
function filledWith(code: string, name: string, text: string): unknown {
  if (name === 'what' && code.startsWith('doctor-tried')) return 'names';
  if (name === 'changed') return [text];
  if (name === 'product' && text in Object.prototype) return null;
  return name === 'largest' ? [{ name: text, bytes: 1 }] : text;
}

/** The args that a sentence looks at. One looks at others where it found the first. */
function argsOf(code: string): readonly string[] {
  const looked = new Set<string>(code === 'bad-job' ? ['reason', HOSTILE] : []);
  for (const text of [SANE, HOSTILE]) {
    const spy = new Proxy({} as Record<string, unknown>, {
      get: (_target, name) => {
        looked.add(String(name));
        return filledWith(code, String(name), text);
      },
    });
    texts[code]?.(spy);
  }
  return [...looked];
}

function said(code: string, values: Readonly<Record<string, unknown>>): readonly string[] {
  const { title, body, advice } = textOf({ code: code as Code, args: values } as unknown as Message, more);
  return [title, body ?? '', advice ?? ''];
}

function lineCount(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.split('\n').length, 0);
}

describe('A hostile arg', () => {
  const codes = Object.keys(texts);
  let shown = 0;

  for (const code of codes) {
    it(`of ${code} is shown as text`, () => {
      const names = argsOf(code);
      for (const hostile of names) {
        const filled = (text: string) =>
          Object.fromEntries(names.map((name) => [name, filledWith(code, name, name === hostile ? text : SANE)]));
        const parts = said(code, filled(HOSTILE));
        for (const part of parts) assert.equal(escapeText(part), part, `${hostile} is not escaped`);
        if (parts.join('').includes('\\x1b[31m\\u202e\\x07')) shown += 1;
        if (hasLines(code as Code, hostile)) continue;
        const flat = lineCount(said(code, filled(HOSTILE.replaceAll('\n', ''))));
        assert.equal(lineCount(parts), flat, `${hostile} makes a line of its own`);
      }
      const all = Object.fromEntries(names.map((name) => [name, filledWith(code, name, HOSTILE)]));
      for (const part of said(code, all)) assert.equal(escapeText(part), part);
    });
  }

  for (const inherited of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    it(`that has the name of something that every object has (${inherited}) is a name like others`, () => {
      const wrong = codes.filter((code) => {
        const all = Object.fromEntries(argsOf(code).map((name) => [name, filledWith(code, name, inherited)]));
        return said(code, all).some((part) => typeof part !== 'string' || /native code|\[object/.test(part));
      });
      assert.deepEqual(wrong, []);
    });
  }

  it('was there in most sentences', () => {
    assert.ok(codes.length > 130, `${codes.length} codes`);
    assert.ok(shown > 150, `${shown} args were shown`);
  });

  it('that was escaped before stays as it is', () => {
    const once = said('file-missing', { file: HOSTILE, similar: null })[0] ?? '';
    assert.equal(once, 'The file "\\x1b[31m\\u202e\\x07\\n✓ new line" does not exist.');
    const again = said('file-missing', { file: '\\x1b[31m\\u202e\\x07\\n✓ new line', similar: null })[0];
    assert.equal(again, once);
  });

  it('keeps the lines of a source and of a traceback', () => {
    const args = { file: 'main.py', line: 3, source: 'a(\n\tb\u0007)', message: null };
    const [, body] = said('raised', args);
    assert.equal(body, '  3 | a(\n    | \tb\\x07)');
  });
});

type Words = string | ((...args: unknown[]) => string) | { readonly [name: string]: Words };

/** What the words of the catalogue may be filled in with: a text, some texts, the progress of a build, an amount. */
const FILLED = [HOSTILE, [HOSTILE, HOSTILE], { step: 2, steps: 3, line: HOSTILE }, 7];

/** The most that any of them takes. What is too much is ignored. */
const ARGS_MAX = 4;

/** Every way to fill in so many. */
function fillings(count: number): readonly (readonly unknown[])[] {
  if (count === 0) return [[]];
  return fillings(count - 1).flatMap((before) => FILLED.map((one) => [...before, one]));
}

function functionsIn(words: Words, at: string): readonly (readonly [string, (...args: unknown[]) => string])[] {
  if (typeof words === 'string') return [];
  if (typeof words === 'function') return [[at, words]];
  return Object.entries(words).flatMap(([name, inner]) => functionsIn(inner, `${at}.${name}`));
}

describe('Words that are filled in', () => {
  const { commandLine, doctor, check } = wholeCatalogue;
  const { messages: _window, ...window } = wholeCatalogue.window;
  const { messages: _doctor, ...doctorWords } = doctor;
  const { messages: _check, ...checkWords } = check;
  const { messages: _commandLine, ...commandLineWords } = commandLine;
  const all = { ...window, commandLine: commandLineWords, doctor: doctorWords, check: checkWords };

  for (const [name, make] of functionsIn(all as unknown as Words, 'words')) {
    it(`${name} is one safe line`, () => {
      let made = 0;
      for (const args of fillings(ARGS_MAX)) {
        const text = attempt(() => make(...args));
        if (text === null) continue;
        made += 1;
        assert.equal(escapeText(text), text);
        assert.ok(!text.includes('\n'), text);
      }
      assert.ok(made > 0, 'it takes none of these');
    });
  }
});

/** Null where these are args of another type. */
function attempt(make: () => string): string | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
