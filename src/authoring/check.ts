import type { Course, Step } from '../course/format/format';
import { findStep } from '../course/format/load';
import { readCourse } from '../course/format/read';
import { checkFormat } from './check-format';
import { checkTexts } from './check-texts';
import type { Finding } from './finding';
import type { CheckOptions } from './options';
import { tryAll } from './try-all';

/** What came of a check. */
export interface Checked {
  /** Null where `course.json` is not as it should be: nothing else was looked at. */
  readonly course: Course | null;
  /** Those that were checked. */
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
}

/**
 * Checks a course: its format, its texts, and what its programs do. The steps begin with a program that fails, their solutions pass them
 * and all before, their wrong programs are caught with the text that is kept; a solution passes each time; the genuine program passes.
 * @throws CodedError `unknown-step`, `cancelled`
 */
export async function checkCourse(directory: string, options: CheckOptions): Promise<Checked> {
  const findings: Finding[] = [];
  const add = (finding: Finding) => {
    findings.push(finding);
    options.show(finding);
  };
  const read = await readCourse(directory);
  (await checkFormat(directory, read)).forEach(add);
  const { course } = read;
  if (course === null) return { course, steps: [], findings };
  const steps = options.step === null ? course.steps : [findStep(course, options.step)];
  (await checkTexts(course, steps)).forEach(add);
  await tryAll(course, steps, read, options, add);
  return { course, steps, findings };
}
