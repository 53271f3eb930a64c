import type { CodedError } from '../contract/codes';
import type { Problem } from '../course/format/format';
import { fullText, textOf } from '../results/texts';

/** A coded error or problem as lines for a person: what happened, and what to do. */
export function problemLines(problem: CodedError | Problem): readonly string[] {
  const advice = textOf(problem).advice;
  const where = placeOf(problem);
  return [`${where}${fullText(problem)}`, ...(advice === undefined ? [] : [advice])];
}

function placeOf(problem: CodedError | Problem): string {
  if (!('line' in problem)) return '';
  return problem.line === null ? `${problem.file}: ` : `${problem.file}:${problem.line}: `;
}
