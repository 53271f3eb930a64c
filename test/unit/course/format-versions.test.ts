import { deepEqual, equal, match } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formatVersionOf } from '../../../src/course/format/format';
import { parseCourse } from '../../../src/course/format/parse';
import { textOf } from '../../../src/results/texts';
import { courseText, firstCourseText } from './place';

const ROOT = path.resolve(__dirname, '..', '..', '..');

function read(text: object) {
  return parseCourse(Buffer.from(JSON.stringify(text, null, 2)), 'course.json');
}

/** Each with its line and its words. */
function faultsOf(text: object): readonly string[] {
  return read(text).problems.map((problem) => {
    const { title, advice } = textOf(problem);
    return `${problem.line}: ${[title, advice].join(' ')}`;
  });
}

/** A file in the middle of its way from version 1 to version 2. */
function without(text: Record<string, unknown>, ...fields: readonly string[]): object {
  return Object.fromEntries(Object.entries(text).filter(([field]) => !fields.includes(field)));
}

describe('The versions of the course format', () => {
  it('read as one and the same course', () => {
    deepEqual(read(firstCourseText()).course, read(courseText()).course);
  });

  it('are both read in the courses that CodeAlong brings', () => {
    const courseOf = (folder: string) =>
      parseCourse(readFileSync(path.join(ROOT, folder, 'course.json')), 'course.json');
    for (const [folder, version] of [
      ['test/attack/course', 1],
      ['courses/redis', 2],
    ] as const) {
      const { course, json } = courseOf(folder);
      equal(formatVersionOf(json?.value), version);
      deepEqual([course?.language, course?.runtimes, course?.network], ['python', { python: '>=3.11' }, 'none']);
    }
  });

  it('do not mix: version 2 says for each field of version 1 what takes its place', () => {
    const instead = '`"runtimes": { "python": ">=3.11" }` takes the place of `language`, `runtime` and `image`.';
    deepEqual(faultsOf({ ...without(firstCourseText(), 'image'), format_version: 2 }), [
      `17: Format version 2 has no "language". ${instead}`,
      `18: Format version 2 has no "runtime". ${instead}`,
    ]);
    deepEqual(faultsOf({ ...firstCourseText({ format_version: 2 }), runtimes: courseText().runtimes }).length, 3);
  });

  it('do not mix: version 1 with runtimes is told to become version 2, and that its title is missing', () => {
    const [first, second, ...more] = faultsOf({ ...without(courseText(), 'title'), format_version: 1 });
    match(first ?? '', /^4: Format version 1 has no "runtimes"\. Write `"format_version": 2`\. There, `"runtimes":/);
    match(second ?? '', /^1: The field "title" is missing\./);
    deepEqual(more, []);
  });

  it('miss what they need, each by its name', () => {
    deepEqual(faultsOf(without(courseText(), 'runtimes')), ['1: The field "runtimes" is missing. ']);
    const [first] = faultsOf(without(firstCourseText(), 'network'));
    equal(first, '1: The field "network" is missing. ');
    deepEqual(faultsOf(without(courseText(), 'format_version')), ['1: The field "format_version" is missing. ']);
  });
});
