import assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { type CoursePlaces, discoverCourses } from '../../../src/course/format/discover';
import { findStep, loadCourse } from '../../../src/course/format/load';
import { readCourse } from '../../../src/course/format/read';
import { argsIn } from '../../support/messages';
import { coded, courseFiles, LINUX, makeFolder, platformOf, put, removeFolders } from './place';

const NOWHERE: CoursePlaces = { bundled: null, extra: [], workspaces: [] };

function discover(places: Partial<CoursePlaces>) {
  return discoverCourses({ ...NOWHERE, ...places }, LINUX);
}

/** Of the id of the second step, in the files of `courseFiles`. */
const LINE_OF_REPEAT = 16;

describe('Finding courses', () => {
  afterEach(removeFolders);

  it('looks at the bundled ones, at extra folders and three levels into a workspace', async () => {
    const bundled = await makeFolder(courseFiles('one/', { id: 'one' }));
    const extra = await makeFolder(courseFiles('', { id: 'two' }));
    const workspace = await makeFolder(courseFiles('a/b/c/', { id: 'three' }));
    await put(workspace, 'a/b/c/d/course.json', '{');
    await put(workspace, 'x/y/z/deep/course.json', '{');
    await put(workspace, 'node_modules/x/course.json', '{');
    await put(workspace, '.hidden/course.json', '{');
    const { courses, problems } = await discover({ bundled, extra: [extra], workspaces: [workspace] });
    assert.deepEqual(
      courses.map(({ id }) => id),
      ['one', 'two', 'three'],
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      courses[2]?.steps.map(({ number, folder }) => [number, folder]),
      [
        [1, 'steps/01-say'],
        [2, 'steps/02-repeat'],
      ],
    );
  });

  it('lets the other courses work when one is broken', async () => {
    const bundled = await makeFolder({ ...courseFiles('good/'), 'bad/course.json': '{\n"id": ]' });
    const { courses, problems } = await discover({ bundled });
    assert.deepEqual(
      courses.map(({ id }) => id),
      ['echo'],
    );
    assert.deepEqual(
      problems.map(({ file, line, code }) => [file, line, code]),
      [[path.join(bundled, 'bad', 'course.json'), 2, 'course-syntax']],
    );
  });

  it('keeps the first of two courses with one id, and says so', async () => {
    const first = await makeFolder(courseFiles('a/'));
    const second = await makeFolder(courseFiles());
    const { courses, problems } = await discover({ bundled: first, workspaces: [second] });
    assert.deepEqual(
      courses.map(({ directory }) => directory),
      [path.join(first, 'a')],
    );
    assert.equal(problems[0]?.code, 'course-id-twice');
    assert.equal(problems[0]?.args.left_out, second);
  });

  it('takes a course that is reached in two ways once', async () => {
    const bundled = await makeFolder(courseFiles('a/'));
    const { courses, problems } = await discover({ bundled, extra: [path.join(bundled, 'a')], workspaces: [bundled] });
    assert.equal(courses.length, 1);
    assert.deepEqual(problems, []);
  });

  it('says that a folder of the settings does not exist, and expands the home folder', async () => {
    const home = await makeFolder(courseFiles('kurse/a/'));
    const places = { ...NOWHERE, extra: ['~/kurse', '~/gone'] };
    const { courses, problems } = await discoverCourses(places, platformOf('linux', home));
    assert.equal(courses.length, 1);
    assert.deepEqual(
      problems.map(({ code, args }) => [code, argsIn(args).folder]),
      [['course-folder-missing', `${home}/gone`]],
    );
  });

  it('does not follow links that lead round in a circle', async () => {
    const workspace = await makeFolder(courseFiles('a/'));
    await symlink(workspace, path.join(workspace, 'again'));
    assert.equal((await discover({ workspaces: [workspace] })).courses.length, 1);
  });
});

describe('The folders of a course’s steps', () => {
  afterEach(removeFolders);

  it('may have three digits', async () => {
    const { 'steps/01-say/test_say.py': test = '', ...others } = courseFiles();
    const folder = await makeFolder({ ...others, 'steps/001-say/test_say.py': test });
    assert.equal((await readCourse(folder)).course?.steps[0]?.folder, 'steps/001-say');
  });

  it('are reported when they are missing', async () => {
    const folder = await makeFolder(courseFiles());
    await rm(path.join(folder, 'steps/02-repeat'), { recursive: true });
    const { course, problems } = await readCourse(folder);
    assert.equal(course, null);
    assert.deepEqual(
      problems.map(({ code, args, line }) => [code, args, line]),
      [['step-folder-missing', { step: 'repeat', wanted: 'steps/02-repeat' }, LINE_OF_REPEAT]],
    );
  });

  it('have to be numbered as course.json orders them', async () => {
    const { 'steps/02-repeat/test_repeat.py': test = '', ...others } = courseFiles();
    const folder = await makeFolder({ ...others, 'steps/07-repeat/test_repeat.py': test });
    assert.deepEqual(
      (await readCourse(folder)).problems.map(({ code, args, line }) => [code, args, line]),
      [
        [
          'step-folder-number',
          { step: 'repeat', folder: 'steps/07-repeat', wanted: 'steps/02-repeat' },
          LINE_OF_REPEAT,
        ],
      ],
    );
  });
});

describe('A course and a step that a person names', () => {
  afterEach(removeFolders);

  it('are found by id, by folder and by number', async () => {
    const bundled = await makeFolder(courseFiles('a/'));
    const found = await discover({ bundled });
    const course = await loadCourse('echo', found, '/', LINUX);
    assert.equal((await loadCourse('a', { courses: [], problems: [] }, bundled, LINUX)).id, 'echo');
    assert.equal((await loadCourse('./a/', found, bundled, LINUX)).id, 'echo');
    for (const name of ['repeat', '2', '02']) assert.equal(findStep(course, name).id, 'repeat');
  });

  it('get a suggestion when they are unknown', async () => {
    const found = await discover({ bundled: await makeFolder(courseFiles('a/')) });
    const course = await loadCourse('echo', found, '/', LINUX);
    await assert.rejects(
      loadCourse('ehco', found, '/', LINUX),
      coded('unknown-course', { course: 'ehco', known: 'echo', suggestion: 'echo' }),
    );
    const args = { step: 'repaet', course: 'echo', known: 'say, repeat', suggestion: 'repeat' };
    assert.throws(() => findStep(course, 'repaet'), coded('unknown-step', args));
    for (const name of ['0', '3', '-1', '', 'zzz']) {
      assert.throws(() => findStep(course, name), coded('unknown-step', { suggestion: null }));
    }
  });

  it('lead to the fault when the course is broken', async () => {
    const bundled = await makeFolder({ 'bad/course.json': '{\n\n]' });
    const found = await discover({ bundled });
    const wanted = coded('course-syntax', { line: 3, file: path.join(bundled, 'bad', 'course.json') });
    await assert.rejects(loadCourse('bad', found, '/', LINUX), wanted);
    await assert.rejects(loadCourse('bad', found, bundled, LINUX), wanted);
  });
});
