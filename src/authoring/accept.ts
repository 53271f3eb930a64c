import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Course } from '../course/format/format';
import { type Finding, good } from './finding';
import { argsOf } from './judge';
import type { WrongJudged } from './judge-wrong';
import type { WrongProgram } from './wrong';

/** Writes the text of a wrong program where it is missing or differs, and nothing else. */
export async function accepted(
  course: Course,
  program: WrongProgram,
  { finding, fresh }: WrongJudged,
): Promise<Finding> {
  if (fresh === null) return finding;
  await writeFile(path.join(course.directory, program.textFile), fresh);
  const args = { ...argsOf(program.trial, {}), was: finding.message.code };
  return good(
    'wrong',
    program.trial.step.id,
    { code: 'wrong-accepted', args },
    { file: program.textFile, detail: fresh.trimEnd() },
  );
}
