import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../../src/contract/codes';
import { type Runtime, runtimeTitle } from '../../../src/contract/runtime';
import { inVersionFile } from '../../../src/course/python/wanted-version';
import { textFor } from '../../../src/results/texts/advice-catalogue';
import { type ChosenRuntime, chooseRuntime, type RuntimeQuestion } from '../../../src/run/runtime-choice';
import { ROOT } from '../../support/run';
import { coded } from '../course/place';

const RUNTIMES = path.join(ROOT, 'docker/runtimes');

function knownRuntimes(): readonly Runtime[] {
  const folders = readdirSync(RUNTIMES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => JSON.parse(readFileSync(path.join(RUNTIMES, name, 'runtime.json'), 'utf8')));
}

const KNOWN = knownRuntimes();
const ASKED = 'python-3.12';

interface Wish extends Partial<Omit<RuntimeQuestion, 'course' | 'there' | 'wanted'>> {
  readonly range?: string;
  /** The images that are there. */
  readonly images?: readonly string[];
  /** The text of a `.python-version`. */
  readonly file?: string;
}

function choose({ range = '>=3.11', images = [], file, ...wish }: Wish = {}): ChosenRuntime {
  const course = { title: 'An echo', language: 'python', runtimes: { python: range } };
  const said = file === undefined ? null : inVersionFile(file);
  const wanted = said && { file: '.python-version', ...said };
  const there = (id: string) => images.includes(id);
  return chooseRuntime({ course, known: KNOWN, asked: null, inProgress: null, wanted, setting: null, there, ...wish });
}

/** Id and reason. */
function chosen(wish: Wish = {}): string {
  const { runtime, why } = choose(wish);
  return `${runtime.id} (${why})`;
}

/** What the learner is told. */
function notes(wish: Wish): readonly string[] {
  return choose(wish).notes.map((note) => textFor(note, 'python').title);
}

function refusal(wish: Wish) {
  try {
    choose(wish);
  } catch (error) {
    if (error instanceof CodedError) return textFor(error.told, 'python');
    throw error;
  }
  throw new Error('it was not refused');
}

describe('The runtime of a program', () => {
  it('is what was asked for, whatever else is said', () => {
    const rest = { inProgress: 'python-3.11', file: '3.13', setting: 'python-3.14', images: ['python-3.14'] };
    equal(chosen({ asked: ASKED, ...rest }), 'python-3.12 (asked)');
    equal(chosen({ asked: null, ...rest }), 'python-3.11 (in-progress)');
    equal(chosen({ ...rest, inProgress: null }), 'python-3.13 (folder)');
    equal(chosen({ setting: 'python-3.12', images: ['python-3.14'] }), 'python-3.12 (setting)');
  });

  it('is the newest one whose image is there, where nobody asks for one', () => {
    equal(chosen({ images: ['python-3.11', 'python-3.13', 'python-3.12'] }), 'python-3.13 (there)');
    equal(chosen({ images: ['python-3.11', 'python-3.14'], range: '>=3.11 <3.14' }), 'python-3.11 (there)');
  });

  it('is the recommended one where no image is there, or the newest one that the course takes', () => {
    equal(chosen(), 'python-3.14 (recommended)');
    equal(chosen({ range: '<3.14' }), 'python-3.13 (recommended)');
    const known = KNOWN.map(({ recommended: _, ...one }) =>
      one.id === ASKED ? { ...one, recommended: true as const } : one,
    );
    equal(chosen({ known }), 'python-3.12 (recommended)');
    equal(chosen({ known, range: '>=3.13' }), 'python-3.14 (recommended)');
  });

  it('is never one of another language, nor one that nobody has tested', () => {
    const java = { ...(KNOWN[0] as Runtime), id: 'java-21', language: 'java', version: '21', title: 'Java 21' };
    equal(chosen({ known: [...KNOWN, java], images: ['java-21', 'python-3.15'] }), 'python-3.14 (recommended)');
    throws(() => choose({ known: [...KNOWN, java], asked: 'java-21' }), coded('runtime-not-in-course'));
  });

  it('counts versions as numbers: 3.9 is older than 3.10', () => {
    const known = ['3.9', '3.10'].map((version) => ({ ...(KNOWN[0] as Runtime), id: `python-${version}`, version }));
    equal(chosen({ known, range: '>=3' }), 'python-3.10 (recommended)');
  });

  it('has the name for people that a window makes of its id', () => {
    for (const { id, title } of KNOWN) equal(runtimeTitle(id), title);
  });
});

describe('A folder that asks for a version', () => {
  it('gets a fitting one, with an image if there is one, and the learner is told', () => {
    equal(chosen({ file: '3.12.4' }), 'python-3.12 (folder)');
    equal(chosen({ file: '>=3.12', images: ['python-3.12'] }), 'python-3.12 (folder)');
    equal(chosen({ file: '<3.14' }), 'python-3.13 (folder)');
    deepEqual(notes({ file: '3.12.4' }), [
      "Your folder's .python-version asks for 3.12.4, so your program runs in Python 3.12.",
    ]);
  });

  it('gets another one where there is none, as if it had not asked, and the learner is told', () => {
    const wish = { file: '3.9', images: ['python-3.13'] };
    equal(chosen(wish), 'python-3.13 (there)');
    deepEqual(notes(wish), [
      "Your folder's .python-version asks for 3.9. This course can be done in Python 3.11, Python 3.12, Python 3.13, Python 3.14, so your program runs in Python 3.13.",
    ]);
    equal(chosen({ ...wish, setting: ASKED }), 'python-3.12 (setting)');
    equal(chosen({ file: '3.14', range: '<3.14' }), 'python-3.13 (recommended)');
  });

  it('is not heard, and nothing is told, once something has passed or was asked for', () => {
    for (const wish of [{ inProgress: 'python-3.11' }, { asked: 'python-3.11' }])
      deepEqual(
        [chosen({ file: '3.13', ...wish }).slice(0, 11), notes({ file: '3.13', ...wish })],
        ['python-3.11', []],
      );
  });
});

describe('A runtime that cannot be had', () => {
  it('by its name is told with those that there are, and the nearest one', () => {
    throws(() => choose({ asked: 'pyton-3.12' }), coded('unknown-runtime', { suggestion: ASKED, setting: null }));
    throws(() => choose({ asked: '3.12' }), coded('unknown-runtime', { suggestion: ASKED }));
    throws(() => choose({ asked: 'ruby' }), coded('unknown-runtime', { suggestion: null }));
    const { title, body, advice } = refusal({ asked: 'python3.13' });
    equal(title, 'There is no runtime "python3.13".');
    equal(body, 'Runtimes: python-3.11, python-3.12, python-3.13, python-3.14');
    equal(advice, 'Did you mean "python-3.13"?');
  });

  it('in the setting is told with the name of the setting', () => {
    match(
      refusal({ setting: 'python-3.2' }).title,
      /^Your setting codealong\.runtime\.python names the runtime "python-3\.2"/,
    );
  });

  it('in the setting gives way to one that the course takes, and the learner is told', () => {
    const wish = { setting: 'python-3.11', range: '>=3.12', images: [ASKED] };
    equal(chosen(wish), 'python-3.12 (there)');
    deepEqual(notes(wish), [
      'Your setting codealong.runtime.python names Python 3.11, in which the course "An echo" cannot be done. Your program runs in Python 3.12.',
    ]);
    equal(choose({ ...wish, file: '3.9' }).notes.length, 2);
  });

  it('for a course that asks for another version is said in words', () => {
    const { title, body } = refusal({ range: '=3.9' });
    equal(title, 'The course "An echo" asks for Python 3.9, which CodeAlong does not have.');
    equal(body, 'What it has: Python 3.11, Python 3.12, Python 3.13, Python 3.14');
    match(refusal({ range: '>=3.9 <3.11' }).title, /asks for Python 3\.9 or later, before 3\.11, which/);
    throws(() => choose({ range: 'three' }), coded('no-runtime-fits', { later: false }));
    throws(() => choose({ known: [] }), coded('no-runtime-fits', { known: '' }));
  });

  it('may come with a later version, if the course asks for a newer one, and only then', () => {
    for (const range of ['>=3.15', '=4', '>=3.20 <3.22', '<4 >=3.15'])
      match(refusal({ range }).advice ?? '', /^Update CodeAlong\./, range);
    for (const range of ['=3.9', '<3.10', '>=3.9 <3.11', '>=3.13 <3.13', '>=3.20 <3.15'])
      match(refusal({ range }).advice ?? '', /^No later version of CodeAlong will have it: tell/, range);
  });

  it('for this course is told with those that it takes', () => {
    const { title, body } = refusal({ asked: 'python-3.11', range: '>=3.12' });
    equal(title, 'The course "An echo" cannot be done in Python 3.11: it asks for Python 3.12 or later.');
    equal(body, 'It can be done in: Python 3.12, Python 3.13, Python 3.14');
  });

  it('any more is not exchanged: the learner is asked to choose, and keeps the passes', () => {
    const outgrown = refusal({ inProgress: 'python-3.11', range: '>=3.12', images: [ASKED], setting: ASKED });
    equal(
      outgrown.title,
      'You have worked in Python 3.11, and the course "An echo" now asks for Python 3.12 or later.',
    );
    match(
      outgrown.advice ?? '',
      /Choose Runtime.*--runtime.*Your passes stay, and are shown as passed in Python 3\.11\.$/,
    );
    const newer = refusal({ inProgress: 'python-3.15' });
    equal(newer.title, 'You have worked in Python 3.15, which this version of CodeAlong does not have.');
    match(newer.advice ?? '', /^Update CodeAlong, or choose another one/);
    equal(chosen({ inProgress: 'python-3.11', range: '>=3.12', asked: ASKED }), 'python-3.12 (asked)');
  });
});
