import assert from 'node:assert/strict';
import { checkTexts } from '../../../src/authoring/check-texts';
import { hintsAdvice, hintsFaults, readmeFault } from '../../../src/authoring/step-texts';
import type { Course } from '../../../src/course/format/format';
import { loadDirectory } from '../../../src/course/format/load';
import { hintsOf } from '../../../src/task/hints';
import { courseFiles, makeFolder, put, removeFolders } from '../course/place';

describe('The task of a step', () => {
  for (const [name, text, code, line] of [
    ['may not be empty', ' \n\n', 'text-empty', 1],
    ['begins with its title', '\n\nText\n# Title', 'readme-no-title', 3],
    ['begins with a title of the first level', '## Title\n\nText', 'readme-no-title', 1],
    ['says more than its title', '# Title\n\n', 'readme-only-title', 1],
  ] as const) {
    it(name, () => {
      const fault = readmeFault(text);
      assert.deepEqual([fault?.fault('README.md').code, fault?.line], [code, line]);
    });
  }

  it('is in order with a title and a text', () => assert.equal(readmeFault('# Title\r\n\r\nText\r\n'), null));
});

describe('Hints', () => {
  it('are the headings of the second level with what stands below them', () => {
    const text = '# Hints\n\n## One\n\nText\n\n### More\n\n```\n## no hint\n```\n\n## Two\nText';
    assert.deepEqual(hintsOf(text), [
      { title: 'One', line: 3, text: 'Text\n\n### More\n\n```\n## no hint\n```' },
      { title: 'Two', line: 13, text: 'Text' },
    ]);
    assert.deepEqual(hintsFaults(text), []);
  });

  for (const [name, text, code, line] of [
    ['are not empty', '\n', 'text-empty', 1],
    ['have headings, not only a text', '# Hints\n\nText', 'hints-none', 1],
    ['each say something', '## One\n\nText\n\n## Two\n\n## Three\n\nText', 'hint-empty', 5],
    ['say more than a comment', '## One\n\n<!-- to do -->\n', 'hint-empty', 1],
    ['each have a title', '##\n\nText', 'hint-untitled', 1],
  ] as const) {
    it(name, () =>
      assert.deepEqual(
        hintsFaults(text).map((fault) => [fault.fault('hints.md').code, fault.line]),
        [[code, line]],
      ),
    );
  }
});

describe('Advice on hints', () => {
  const advice = (text: string) => hintsAdvice(text).map(({ fault, line }) => [fault('hints.md').code, line]);
  const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

  it('is given to one that nobody in trouble reads to its end', () => {
    assert.deepEqual(advice(`## One\n\n${words(160)}\n\n## Two\n\n${words(161)}\n`), [['hint-long', 5]]);
  });

  it('is given to one that stands alone', () => {
    assert.deepEqual(advice('# Hints\n\n## One\n\nText\n'), [['hints-few', 3]]);
    assert.deepEqual(advice('No heading'), []);
  });

  it('fails no check', async () => {
    const course = await loadDirectory(
      await makeFolder({ ...courseFiles(), 'steps/01-say/hints.md': '## One\n\nText\n' }),
    );
    const [first] = course.steps;
    assert.ok(first);
    const found = (await checkTexts(course, [first])).filter(({ message }) => message.code === 'hints-few');
    assert.deepEqual(
      found.map(({ ok, file, line }) => [ok, file, line]),
      [[true, 'steps/01-say/hints.md', 1]],
    );
    await removeFolders();
  });
});

describe('The texts of a course', () => {
  afterEach(removeFolders);

  const whole = () => {
    const steps = ['01-say', '02-repeat'].flatMap((step) => [
      [`steps/${step}/README.md`, '# Title\n\nText. [Before](../01-say/README.md#title)\n'],
      [`steps/${step}/hints.md`, '## One\n\nText\n\n## Two\n\nText\n'],
    ]);
    return makeFolder({ ...courseFiles(), ...Object.fromEntries(steps), 'README.md': '[x](course.json)\n' });
  };
  const bad = async (course: Course, steps = course.steps) =>
    (await checkTexts(course, steps))
      .filter(({ ok }) => !ok)
      .map(({ message, step, file, line }) => [message.code, step, file, line]);

  it('are in order', async () => {
    const course = await loadDirectory(await whole());
    assert.deepEqual(await bad(course), []);
    assert.equal((await checkTexts(course, course.steps)).length, 7);
  });

  it('are reported with file and line when they are faulty, anywhere in the course', async () => {
    const folder = await whole();
    await put(folder, 'steps/02-repeat/README.md', '# Title\n\nText\n\n[a](nowhere.md) and\n![b](b.png)\n');
    await put(folder, 'steps/01-say/hints.md', new Uint8Array([0x23, 0xff]));
    await put(folder, 'docs/more.md', '[a](../steps/01-say/README.md#no)');
    await put(folder, 'node_modules/x/README.md', '[a](nowhere)');
    const course = await loadDirectory(folder);
    assert.deepEqual(await bad(course), [
      ['text-not-utf8', 'say', 'steps/01-say/hints.md', null],
      ['link-anchor', null, 'docs/more.md', 1],
      ['link-nowhere', 'repeat', 'steps/02-repeat/README.md', 5],
      ['link-nowhere', 'repeat', 'steps/02-repeat/README.md', 6],
    ]);
    assert.deepEqual(await bad(course, course.steps.slice(1)), [
      ['link-nowhere', 'repeat', 'steps/02-repeat/README.md', 5],
      ['link-nowhere', 'repeat', 'steps/02-repeat/README.md', 6],
    ]);
  });

  it('are reported when they are missing', async () => {
    const course = await loadDirectory(await makeFolder(courseFiles()));
    assert.deepEqual(await bad(course), [
      ['text-missing', 'say', 'steps/01-say/README.md', null],
      ['text-missing', 'say', 'steps/01-say/hints.md', null],
      ['text-missing', 'repeat', 'steps/02-repeat/README.md', null],
      ['text-missing', 'repeat', 'steps/02-repeat/hints.md', null],
    ]);
  });
});
