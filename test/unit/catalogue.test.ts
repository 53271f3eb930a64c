import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from '../../src/results/texts';

/** A literal that a person would read: with a capital first letter, or with a space in it. */
const READ = /^(?:[A-Z].* |[a-z]+ [a-z]+)/;
/** The literals in a call that shows something, and those behind a property that is shown. */
const SHOWN = [
  /show(?:Information|Error|Warning)Message\(\s*(['"`])(.*?)\1/gs,
  /(?:new (?:[\w.]+\.)?TestMessage|TestMessage\.diff|new Error|setStatusBarMessage|appendOutput)\(\s*(['"`])(.*?)\1/gs,
  /\b(?:title|label|placeHolder|prompt|openLabel|detail|message|tooltip|description)(?::| =)\s*(['"`])(.*?)\1/gs,
  /^const [A-Z_]+ =\s*(['"`])(.*?)\1;/gms,
];

describe('The catalogue', () => {
  const files = sources().filter((file) => file.startsWith('src/editor/'));

  it('has every sentence of the editor', () => {
    const own = files.flatMap((file) => literalsIn(readFileSync(file, 'utf8')).map((literal) => `${file}: ${literal}`));
    assert.deepEqual(own, []);
    assert.ok(files.length > 30, `only ${files.length} files were read`);
  });

  it('is checked by a search that finds every sentence in code of the editor', () => {
    const written = [
      `void window.showErrorMessage('Docker is gone.', RETRY);`,
      `new this.api.TestMessage(\n  'This run failed because of a bug.');`,
      `const options = { title: \`Run \${name} now\` };`,
      `const DEFECT =\n  'This run failed.';`,
    ];
    assert.deepEqual(
      written.map((code) => literalsIn(code).length),
      [1, 1, 1, 1],
    );
  });

  it('is the one door to the texts', () => {
    const others = sources().filter((file) => !file.startsWith('src/results/texts/'));
    const within = /from '[^']*\/texts\/(?!index'|whole-catalogue'|advice-catalogue'|setup\/doctor-catalogue')[^']*'/;
    assert.deepEqual(
      others.filter((file) => within.test(readFileSync(file, 'utf8'))),
      [],
    );
  });

  it('can be written in another language', () => {
    const { outcomes } = catalogue;
    const other: typeof catalogue = {
      ...catalogue,
      outcomes: { ...outcomes, seedLine: (seed) => `Startwert: ${seed}` },
    };
    assert.equal(other.outcomes.seedLine(7), 'Startwert: 7');
  });
});

/** What a program's own names and codes are filled in with is not read here. */
function literalsIn(code: string): readonly string[] {
  return SHOWN.flatMap((pattern) => [...code.matchAll(pattern)].map(([, , literal = '']) => literal)).filter(
    (literal) => READ.test(literal.replace(/^\$\(\w+\) /, '')),
  );
}

/** Every file of `src`, as `src/…`. */
function sources(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => path.posix.join('src', ...file.split(path.sep)));
}
