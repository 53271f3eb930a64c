import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type CourseWish, newCourse } from '../../../src/authoring/new/new-course';
import { checkedTitle, slugOf, titleOf } from '../../../src/authoring/new/slug';
import { KINDS } from '../../../src/authoring/new/template';
import { loadDirectory } from '../../../src/course/format/load';
import { moduleNameOf } from '../../../src/course/python/standard-modules';
import { Folder } from '../../support/folder';
import { REDIS, ROOT } from '../../support/run';

const TEMPLATES = path.join(ROOT, 'templates');

describe('A new course', () => {
  let folder: Folder;

  beforeEach(async () => {
    folder = await Folder.make();
  });
  afterEach(() => folder.remove());

  function make(name: string, wish: Partial<CourseWish> = {}, known: Parameters<typeof newCourse>[2] = []) {
    const own: CourseWish = { directory: folder.path(name), id: null, title: null, shape: 'growing', kind: 'program' };
    return newCourse({ ...own, ...wish }, TEMPLATES, known);
  }

  it('takes id and title from the name of its folder', async () => {
    await make('Übungen für Anfänger');
    const { id, title, steps } = await loadDirectory(folder.path('Übungen für Anfänger'));
    deepEqual([id, title, steps.length], ['ubungen-fur-anfanger', 'Übungen für Anfänger', 1]);
  });

  it('takes those that are given, quotes and all', async () => {
    await make('a', { id: 'other', title: ' "Quoted" \\ __PORT__ ' });
    const { id, title } = await loadDirectory(folder.path('a'));
    deepEqual([id, title], ['other', '"Quoted" \\ __PORT__']);
  });

  for (const kind of KINDS)
    for (const shape of ['growing', 'separate'] as const)
      it(`has no word of a template left (${kind}, ${shape})`, async () => {
        const { files } = await make('it', { kind, shape });
        deepEqual(await filesBelow('it'), files);
        for (const file of files) {
          ok(!/__[A-Z]/.test(file), file);
          ok(!/__[A-Z]/.test(await folder.read(`it/${file}`)), file);
        }
        const starter = shape === 'growing' ? 'starter/main.py' : /^steps\/01-\w+\/starter\/\w+\.py$/;
        ok(
          files.some((file) => (typeof starter === 'string' ? file === starter : starter.test(file))),
          files.join(),
        );
      });

  it('goes into an empty folder, also beside what git and desktops keep there', async () => {
    await mkdir(folder.path('it', '.git'), { recursive: true });
    await writeFile(folder.path('it', '.DS_Store'), '');
    await make('it');
    equal((await loadDirectory(folder.path('it'))).id, 'it');
  });

  it('never goes into a folder that holds something, nor into a file', async () => {
    await folder.write('it/notes.txt', 'mine');
    await rejects(make('it'), { code: 'folder-not-empty', args: { folder: folder.path('it'), found: 'notes.txt' } });
    await rejects(make('it/notes.txt'), { code: 'not-written' });
    deepEqual(await folder.listing(), ['it', 'it/notes.txt']);
    equal(await folder.read('it/notes.txt'), 'mine');
  });

  it('does not take the id of a course that everybody has', async () => {
    const redis = await loadDirectory(REDIS);
    await rejects(make('redis', {}, [redis]), { code: 'course-id-taken' });
    deepEqual(await folder.listing(), []);
  });

  it('asks for an id where the name of the folder gives none', async () => {
    await rejects(make('数学'), { code: 'id-unusable', args: { id: '数学', of: 'course', suggestion: null } });
    await rejects(make('a', { id: 'My Course' }), { code: 'id-unusable' });
    await rejects(make('a', { title: ' \n ' }), { code: 'title-unusable' });
    deepEqual(await folder.listing(), []);
  });

  it('leaves nothing behind when a file cannot be written', async () => {
    if (process.platform === 'win32' || process.getuid?.() === 0) {
      // Root may write everywhere: a file in the place of a folder stops it as well.
      await folder.write('file', '');
      await rejects(make('file/inner/course'), { code: 'not-written' });
      deepEqual(await folder.listing(), ['file']);
      return;
    }
    await mkdir(folder.path('closed'));
    await chmod(folder.path('closed'), 0o500);
    await rejects(make('closed/course'), { code: 'not-written' });
    deepEqual(await folder.listing('closed'), []);
  });

  async function filesBelow(name: string): Promise<readonly string[]> {
    return (await folder.listing(name)).filter((entry) => /\.\w+$/.test(entry));
  }
});

describe('An id', () => {
  it('is proposed for any text that has letters or digits', () => {
    equal(slugOf('Two Names', 'step'), 'two-names');
    equal(slugOf('TwoNames_v2', 'step'), 'two-names-v2');
    equal(slugOf('Straße', 'step'), 'strasse');
    equal(slugOf('3 numbers', 'step'), 'step-3-numbers');
    equal(slugOf('--', 'step'), null);
    equal(slugOf(`${'x'.repeat(63)} yy`, 'step'), 'x'.repeat(63));
  });

  it('makes a title', () => {
    equal(titleOf('two-names'), 'Two names');
    equal(titleOf('éa_b'), 'Éa b');
    equal(checkedTitle('  a  '), 'a');
  });

  it('makes the name of a module that is no other', () => {
    deepEqual(
      ['two-names', 'class', 'string', 'main', 'con', 'a-'].map((id) => moduleNameOf(id)),
      ['two_names', 'class_step', 'string_step', 'main_step', 'con_step', 'a'],
    );
    equal(moduleNameOf('a', new Set(['a', 'a_step'])), 'a_step_step');
  });
});
