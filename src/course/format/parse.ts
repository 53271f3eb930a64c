import type { Message } from '../../contract/codes';
import { utf8 } from '../../contract/decode';
import { type CourseFileCode, type CourseText, FORMAT_VERSION, formatVersionOf, type Problem } from './format';
import { type JsonText, readJson } from './json-text';
import { checkSchema, type SchemaFault } from './schema-check';
import { courseTextOf, type WrittenCourse } from './written-course';

/** The most bytes that a `course.json` may have. */
export const COURSE_MAX_BYTES = 1024 * 1024;

export interface Parsed {
  /** Null as soon as there is a problem: half a course is never run. */
  readonly course: CourseText | null;
  readonly problems: readonly Problem[];
  /** The positions of its values; null when the text is not JSON. */
  readonly json: JsonText | null;
}

/** Parses the bytes of a `course.json`. `file` only names the file in the problems. Never throws. */
export function parseCourse(bytes: Uint8Array, file: string): Parsed {
  if (bytes.byteLength > COURSE_MAX_BYTES)
    return refused(file, null, { code: 'course-too-large', args: { bytes: bytes.byteLength } });
  const text = utf8(bytes);
  if (text === null) return refused(file, null, { code: 'course-not-utf8', args: {} });
  const json = readJson(text);
  if ('problem' in json)
    return refused(file, json.line, { code: 'course-syntax', args: { problem: json.problem, key: json.key } });
  return checkedCourse(json, file);
}

function checkedCourse(json: JsonText, file: string): Parsed {
  const version = formatVersionOf(json.value);
  if (version !== null && version > FORMAT_VERSION) {
    const args = { version, supported: FORMAT_VERSION };
    return refused(file, json.lineOf('/format_version'), { code: 'course-newer', args });
  }
  const checked = checkSchema(json.value);
  if (Array.isArray(checked))
    return { course: null, json, problems: checked.map((fault) => located(json, file, fault)) };
  const course = courseTextOf(checked as WrittenCourse);
  const problems = stepsTwice(course, json, file);
  return { course: problems.length === 0 ? course : null, problems, json };
}

function located(json: JsonText, file: string, { pointer, key, message }: SchemaFault): Problem {
  return { file, line: key === null ? json.lineOf(pointer) : json.lineOfKey(pointer, key), ...message };
}

function stepsTwice(course: CourseText, json: JsonText, file: string): readonly Problem[] {
  return course.steps.flatMap(({ id }, index) => {
    const first = course.steps.findIndex((step) => step.id === id);
    if (first === index) return [];
    const args = { step: id, first: json.lineOf(`/steps/${first}/id`) };
    return [{ file, line: json.lineOf(`/steps/${index}/id`), code: 'step-id-twice', args }];
  });
}

function refused(file: string, line: number | null, message: Message<CourseFileCode>): Parsed {
  return { course: null, problems: [{ file, line, ...message }], json: null };
}
