import { deepEqual, notDeepEqual } from 'node:assert/strict';
import { Settings } from '../../../src/editor/base/settings';
import { FakeWindow } from '../../support/fake-window';
import { ROOT, read } from '../../support/run';

/** A setting as the manifest has it. */
interface Declared {
  readonly type: string;
  readonly default: unknown;
  /** Of a number. */
  readonly minimum?: number;
}

const { contributes } = JSON.parse(read(`${ROOT}/package.json`));
const DECLARED: readonly (readonly [string, Declared])[] = Object.entries(contributes.configuration.properties);

/** Everything that our settings say, while these have been set. */
function answers(set: Readonly<Record<string, unknown>>) {
  const window = new FakeWindow();
  // The fake does not know sections: each setting gets both of the names by which one may ask for it.
  for (const [name, value] of Object.entries(set)) {
    window.settings.set(name, value);
    window.settings.set(name.replace(/^codealong\./, ''), value);
  }
  const settings = new Settings(window.api);
  return { run: settings.run(), courseFolders: settings.courseFolders(), marksProblems: settings.marksProblems() };
}

/** A value that a person may choose instead of the default. */
function another({ type, default: usual, minimum }: Declared): unknown {
  const values: Readonly<Record<string, unknown>> = { string: 'other', array: ['other'], boolean: usual !== true };
  return values[type] ?? minimum;
}

describe('The settings of the manifest', () => {
  for (const [name, declared] of DECLARED) {
    it(`are read: ${name}`, () => {
      const value = another(declared);
      notDeepEqual(value, declared.default);
      notDeepEqual(answers({ [name]: value }), answers({}));
    });
  }

  it('have the defaults that count when nothing is set', () => {
    deepEqual(answers(Object.fromEntries(DECLARED.map(([name, declared]) => [name, declared.default]))), answers({}));
  });
});
