import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../src/editor/base/commands';
import { render } from '../../src/results/report/render';
import { toReport } from '../../src/results/report/report';
import { PLAIN } from '../../src/results/report/shown-text';
import { replaceCatalogue, type WholeCatalogue, wholeCatalogue } from '../../src/results/texts/whole-catalogue';
import { reduce } from '../../src/results/verdict/reduce';
import { problem, record } from './results/make';

const CONTEXT = { course: 'c', step: 's', codeOf: () => null, sandbox: 'cold', regressions: [] } as const;

/** Words of prose: two in a row, or one with a capital letter. */
const PROSE = /[A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]+$/;

/** Literals outside the catalogue that look like sentences and are none, by their file. */
const NO_SENTENCES: Readonly<Record<string, RegExp>> = {
  // Programs and tables.
  'src/doctor/probe.ts': /^(?:import sys|from codealong)/,
  'src/sandbox/seccomp.ts': /^[a-z0-9_ ]+$/,
  'src/course/python/standard-modules.ts': /^[\w\s]+$/,
  // What Python itself writes, and what pytest calls a class of tests.
  'src/results/python/reader.ts': /^(?:Traceback |Python$|None$)/,
  'src/course/python/scan.ts': /^Test$/,
  // Elements of a page. Their text is filled in.
  'src/editor/task/task-panel.ts': /^<!DOCTYPE/,
  'src/task/task-markdown.ts': /^<\w/,
  'src/task/task-page.ts': /^<\w/,
  // Names.
  'src/course/format/schema-check.ts': /^false schema$/,
  'src/course/python/source.ts': /^Python$/,
  'src/engine/image/sources.ts': /^Dockerfile$/,
  'src/run/home.ts': /^Dockerfile$/,
  'src/run/newer-compiler.ts': /^from codealong import program\n/,
  'src/results/python/versions/hand-names.ts': /^[\w.:,>()* ]+$/,
  'src/results/python/versions/stub-names.ts': /^[\w.:,()\s]+$/,
  'src/course/python/compile-check.ts': /^import sys\n/,
  'src/results/python/versions/version-reason.ts': /^Did you mean$/,
  'src/authoring/references.ts': /^Dockerfile$/,
  'src/editor/commands/setup-document.ts': /^\/CodeAlong Setup$/,
  'src/editor/commands/copy-report.ts': /^CodeAlong …, VS Code …, … …$/,
  'src/editor/editor-commands.ts': /^VS Code …, Node …$/,
};

/** Words of an `Error` that only a developer sees; its code or its stack says the rest. */
const FOR_DEVELOPERS = [
  'not a regular file',
  'a course has at least one step',
  'no package of ours around …',
  'an image of ours is that of a runtime',
  'runTests takes the source text of a program',
];

describe('The catalogue', () => {
  let literals: Awaited<ReturnType<typeof literalsOfSrc>> = [];

  before(async () => {
    literals = await literalsOfSrc();
  });

  it('has every sentence of src', () => {
    const found = literals.filter(({ file, text }) => !file.startsWith('src/results/texts/') && isSentence(file, text));
    assert.deepEqual(
      found.map(({ file, text }) => `${file}: ${text}`),
      [],
    );
  });

  it('is checked by a search that finds sentences wherever they stand in the code', () => {
    const found = literals.filter(({ file, text }) => file.startsWith('src/results/texts/') && isSentence(file, text));
    assert.ok(found.length > 500, `only ${found.length} sentences were found in the catalogue`);
    for (const text of ['Docker is gone.', 'Open', 'no answer within … s']) assert.ok(isSentence('src/a.ts', text));
    for (const text of ['codealong.image', 'no-answer', 'utf8', '']) assert.ok(!isSentence('src/a.ts', text));
  });

  it('is the one door to the texts', () => {
    const others = sources().filter((file) => !file.startsWith('src/results/texts/'));
    const within =
      /from '[^']*\/texts\/(?!index'|translation'|editor-catalogue'|whole-catalogue'|advice-catalogue'|program-catalogue'|setup\/doctor-texts')[^']*'/;
    assert.deepEqual(
      others.filter((file) => within.test(readFileSync(file, 'utf8'))),
      [],
    );
  });

  it('is read at the moment of use, so that nobody keeps a text from the time of loading', () => {
    const others = sources().filter((file) => !file.startsWith('src/results/texts/'));
    const kept = /^(?:export )?(?:const|let) [^=]*=[^>\n]*(?:[cC]atalogue\b|textOf\(|fullText\()/m;
    assert.deepEqual(
      others.filter((file) => kept.test(readFileSync(file, 'utf8'))),
      [],
    );
  });

  it('can be in another language, from one moment to the next', () => {
    const report = () => toReport(reduce(record([], { end: problem('cancelled') })), CONTEXT);
    const shown = () => render(report(), { style: PLAIN, durations: false }).join('\n');
    const english = shown();
    const title = COMMANDS.showLog.title;
    const restore = replaceCatalogue(inGerman());
    try {
      assert.equal(report().message, 'Der Lauf wurde abgebrochen.');
      assert.match(shown(), /Ende: cancelled/);
      assert.equal(COMMANDS.showLog.title, 'Protokoll');
    } finally {
      restore();
    }
    assert.deepEqual([shown(), COMMANDS.showLog.title], [english, title]);
    assert.match(english, /The run was cancelled\./);
  });
});

/** A sentence, a line and a label in another language, and the rest as it is. */
function inGerman(): WholeCatalogue {
  const { editor, window, runs } = wholeCatalogue;
  return {
    ...wholeCatalogue,
    window: { ...window, outcomes: { ...window.outcomes, closing: (outcome) => `Ende: ${outcome}` } },
    runs: { ...runs, cancelled: () => ({ title: 'Der Lauf wurde abgebrochen.' }) },
    editor: { ...editor, commands: { ...editor.commands, showLog: 'Protokoll' } },
  };
}

function isSentence(file: string, text: string): boolean {
  return PROSE.test(text) && NO_SENTENCES[file]?.test(text) !== true && !FOR_DEVELOPERS.includes(text);
}

/** Every string of src, with `…` for what is filled in. */
async function literalsOfSrc(): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const { readSources } = await import('../../scripts/structure/syntax.mjs');
  return readSources(process.cwd()).flatMap(({ path: file, literals: texts }) =>
    texts.map((text) => ({ file: `src/${file}`, text })),
  );
}

/** Every file of `src`, as `src/…`. */
function sources(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => path.posix.join('src', ...file.split(path.sep)));
}
