import type { JobFile } from '../../contract/job';
import { stepFrom } from '../../course/format/format';
import { contentsOf, solutionOf, starterOf } from '../../course/program/given-files';
import { filesOfCopy, newestCopy } from '../../course/progress/copies';
import { stepCatalogue } from '../../results/texts/editor-catalogue';
import type { Target } from '../base/target';

/** What a step can be set back to, as a row of a list. */
export interface ResetChoice {
  readonly label: string;
  readonly detail: string;
  readonly files: () => Promise<readonly JobFile[]>;
}

/** The learner's own files as the step began, the solution of the step before, and the starter. */
export async function choicesFor({ root, course, step }: Target): Promise<readonly ResetChoice[]> {
  const { reset } = stepCatalogue;
  const before = course.shape === 'growing' ? stepFrom(course, step, -1) : null;
  const copy = before === null ? null : await newestCopy(root, `passed-${before.id}`);
  const solution = before === null ? [] : await solutionOf(course, before);
  const starter = before === null ? await starterOf(course, step) : [];
  const choices: ResetChoice[] = [];
  if (before !== null && copy !== null)
    choices.push({
      label: reset.asItBegan(step.number),
      detail: reset.yourFiles(before.number, timeOf(copy.name)),
      files: async () => (await filesOfCopy(copy)).files,
    });
  if (before !== null && solution.length > 0)
    choices.push({
      label: reset.solutionOf(before.number),
      detail: names(solution),
      files: () => contentsOf(solution),
    });
  if (starter.length > 0)
    choices.push({ label: reset.starter, detail: names(starter), files: () => contentsOf(starter) });
  return choices;
}

function names(files: readonly { readonly to: string }[]): string {
  return files.map(({ to }) => to).join(', ');
}

/** The local time of a copy, whose name has it in UTC. */
export function timeOf(name: string): string {
  const [day = '', time = ''] = name.split('T');
  const at = new Date(`${day}T${time.replace('-', ':').replace('-', ':')}`);
  return Number.isNaN(at.getTime()) ? name : at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
