import { deepEqual, equal, match, ok } from 'node:assert/strict';
import path from 'node:path';
import { keyIn, localised, manifestStrings } from '../support/manifest';
import { ROOT, read } from '../support/run';

/** Fields that the editor shows to a person. */
const SHOWN =
  /\.(?:\w*[tT]itle|category|name|label|contents|placeholder|tooltip|\w*[dD]escription|\w*[mM]essage|enumItemLabels\.\d+|\w*[dD]escriptions\.\d+)$/;
/** Conditions are for the editor alone. */
const CONDITION = /\.when$/;

const manifest = JSON.parse(read(path.join(ROOT, 'package.json')));
const texts: Readonly<Record<string, string>> = JSON.parse(read(path.join(ROOT, 'package.nls.json')));

/** The strings of a manifest that a person reads although no translation could replace them. */
function plainSentences({ displayName, description, contributes, capabilities }: Record<string, unknown>) {
  const strings = manifestStrings({ own: { title: displayName, description }, contributes, capabilities });
  const read = strings.filter(({ path: at, text }) => SHOWN.test(at) || (text.includes(' ') && !CONDITION.test(at)));
  return read.filter(({ text }) => keyIn(text) === null).map(({ path: at }) => at);
}

describe('The texts of the manifest', () => {
  const used = manifestStrings(manifest).flatMap(({ text }) => keyIn(text) ?? []);

  it('are all in package.nls.json, and no others', () => {
    deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
    ok(used.length > 20, `only ${used.length} keys were found`);
  });

  it('are nowhere in package.json', () => {
    deepEqual(plainSentences(manifest), []);
  });

  it('would be found in package.json', () => {
    const commands = [{ command: 'a.b', title: 'Run', when: 'a == b' }];
    const properties = { a: { type: 'string', enumDescriptions: ['One'], patternErrorMessage: 'No' } };
    deepEqual(plainSentences({ displayName: '%x%', description: 'y', contributes: { commands, properties } }), [
      'own.description',
      'contributes.commands.0.title',
      'contributes.properties.a.enumDescriptions.0',
      'contributes.properties.a.patternErrorMessage',
    ]);
  });

  it('are sentences, or short names without a full stop', () => {
    for (const [key, text] of Object.entries(texts))
      match(text, /^(?:command|view)\./.test(key) || key === 'displayName' ? /^[A-Z][\w ]+$/ : /^[A-Z][\s\S]+\.$/, key);
  });

  it('are what the editor shows', () => {
    equal(localised(manifest.displayName, texts), 'CodeAlong');
    deepEqual(
      ['%a.b%', '%c%', 'a.b'].map((text) => localised(text, { 'a.b': 'Begin' })),
      ['Begin', '%c%', 'a.b'],
    );
  });
});
