import path from 'node:path';
import { isFile } from '../course/files/disk';
import type { Course, Step } from '../course/format/format';
import { accepted } from './accept';
import { type Area, bad, type Finding } from './finding';
import { learnersText } from './golden';
import { argsOf, judgeBefore, judgeSolution } from './judge';
import { judgeWrong } from './judge-wrong';
import { before, solution } from './plan';
import { judgeRepeats, judgeTexts, repeated } from './repeats';
import type { Task } from './task';
import type { Go, Trial } from './trial';
import { readWrong, type WrongFolder, type WrongProgram } from './wrong';

/** How thoroughly a step's programs are tried. */
export interface Thoroughness {
  /** Runs of each solution, and further ones of each wrong program. */
  readonly solutions: number;
  readonly wrong: number;
  /** Whether they are repeated while the machine is busy. */
  readonly loaded: boolean;
}

/** The runs of one step, in the order in which they are told. */
export interface StepTasks {
  readonly first: readonly Task[];
  /** The same programs again; not before the first ones are through. */
  readonly again: readonly Task[];
}

export interface StepOptions {
  readonly accept: boolean;
  readonly thoroughness: Thoroughness;
  /** Where the step's reason for `previous_passes` stands in `course.json`; null without one. */
  readonly reasonLine: number | null;
}

export async function stepTasks(course: Course, step: Step, options: StepOptions): Promise<StepTasks> {
  const wrong = await readWrong(course, step);
  const programs = wrong.programs.map((program) => wrongTasks(course, program, options));
  const right = solutionTasks(course, step, options.thoroughness);
  const strange = {
    step,
    tries: 'wrong',
    name: `${step.folder}/wrong`,
    run: async () => misplaced(step, wrong),
  } as const;
  return {
    first: [beforeTask(course, step, options), ...right.first, ...programs.flatMap(({ first }) => first), strange],
    again: [...right.again, ...programs.flatMap(({ again }) => again)],
  };
}

function beforeTask(course: Course, step: Step, { reasonLine }: StepOptions): Task {
  const first = before(course, step);
  const { trial } = first;
  const judge = async (go: Go) => judgeBefore(first, await go(trial), reasonLine);
  return {
    step,
    tries: trial.program,
    name: trial.name,
    run: async (go) => [(await missing('before', trial)) ?? (await judge(go))],
  };
}

function solutionTasks(course: Course, step: Step, { solutions, loaded }: Thoroughness): StepTasks {
  const trial = solution(course, step);
  const again = { ...trial, withEarlier: false };
  let passed = false;
  const run = async (go: Go) => {
    const finding = (await missing('solution', trial)) ?? judgeSolution(trial, await go(trial));
    passed = finding.ok;
    return [finding];
  };
  return {
    first: [{ step, tries: 'solution', name: trial.name, run }],
    again: repeated(
      again,
      solutions,
      (results) => judgeRepeats(again, results, loaded),
      () => !passed,
    ),
  };
}

function wrongTasks(course: Course, program: WrongProgram, { accept, thoroughness }: StepOptions): StepTasks {
  const { trial } = program;
  let text: string | null = null;
  const run = async (go: Go) => {
    const result = await go(trial);
    text = learnersText(result);
    const judged = judgeWrong(program, result);
    return [accept ? await accepted(course, program, judged) : judged.finding];
  };
  return {
    first: [{ step: trial.step, tries: 'wrong', name: trial.name, run }],
    again: repeated(
      trial,
      thoroughness.wrong,
      (results) => judgeTexts(trial, results, text),
      () => text === null,
    ),
  };
}

/** A program without the file that is started; null when it is there. */
async function missing(area: Area, trial: Trial): Promise<Finding | null> {
  const { step, root, entry, name } = trial;
  if (root === null || (await isFile(path.join(root, entry)))) return null;
  return bad(
    area,
    step.id,
    { code: 'program-missing', args: argsOf(trial, { file: `${name}/${entry}` }) },
    { file: `${name}/${entry}` },
  );
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
