import type { Course, Step } from '../course/format';
import { accepted } from './accept';
import { bad, type Finding } from './finding';
import { judgeBefore, judgeSolution } from './judge';
import { judgeWrong } from './judge-wrong';
import { before, solution } from './plan';
import type { Go, Tried } from './trial';
import { readWrong, type WrongFolder, type WrongProgram } from './wrong';

/** What is to be done about a step: it takes a while, and ends in findings. */
export interface Task {
  readonly step: Step;
  /** What is tried, for a person who waits. */
  readonly tries: Tried;
  readonly name: string;
  readonly run: (go: Go) => Promise<readonly Finding[]>;
}

/** The runs of one step, in the order in which they are told. */
export async function stepTasks(course: Course, step: Step, accept: boolean): Promise<readonly Task[]> {
  const first = before(course, step);
  const right = solution(course, step);
  const wrong = await readWrong(course, step);
  return [
    {
      step,
      tries: first.trial.program,
      name: first.trial.name,
      run: async (go) => [judgeBefore(first, await go(first.trial))],
    },
    { step, tries: 'solution', name: right.name, run: async (go) => [judgeSolution(right, await go(right))] },
    ...wrong.programs.map((program) => wrongTask(course, program, accept)),
    { step, tries: 'wrong', name: `${step.folder}/wrong`, run: async () => misplaced(step, wrong) },
  ];
}

function wrongTask(course: Course, program: WrongProgram, accept: boolean): Task {
  const { step, name } = program.trial;
  const run = async (go: Go) => {
    const judged = judgeWrong(program, await go(program.trial));
    return [accept ? await accepted(course, program, judged) : judged.finding];
  };
  return { step, tries: 'wrong', name, run };
}

/** What lies in `wrong` and is no program, or a text of none. */
function misplaced(step: Step, { alone, odd }: WrongFolder): readonly Finding[] {
  const args = { step: step.id, number: step.number };
  return [
    ...odd.map(({ file, why }) =>
      bad('wrong', step.id, { code: 'wrong-odd', args: { ...args, name: file, why } }, { file }),
    ),
    ...alone.map((file) =>
      bad('wrong', step.id, { code: 'wrong-text-alone', args: { ...args, name: file } }, { file }),
    ),
  ];
}
