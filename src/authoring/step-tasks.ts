import path from 'node:path';
import { isFile } from '../course/files/disk';
import type { Course, Step } from '../course/format/format';
import { languageOf } from '../course/languages';
import { bad, type CheckArea, type CheckFinding } from './finding';
import { accepted, learnersText } from './golden';
import { judgeBefore, judgeSolution } from './judge';
import { judgeAnswers, judgeMarks } from './judge-suite';
import { judgeWrong } from './judge-wrong';
import { before, solution } from './plan';
import { judgeRepeats, judgeTexts, repeated } from './repeats';
import { type Go, type Task, type Trial, trialArgs } from './trial';
import type { UnreachedPlaces } from './unreached-places';
import { readWrong, type WrongFolder, type WrongProgram } from './wrong';

/** How thoroughly a step's programs are tried. */
export interface Thoroughness {
  /** Repeats of each solution. */
  readonly solutions: number;
  /** Repeats of each wrong program. */
  readonly wrong: number;
  /** Whether the repeats run on a busy machine. */
  readonly loaded: boolean;
}

/** The runs of one step, in the order of their findings. */
export interface StepTasks {
  readonly first: readonly Task[];
  /** The repeats, which begin after all first runs. */
  readonly again: readonly Task[];
}

export interface StepOptions {
  readonly accept: boolean;
  readonly thoroughness: Thoroughness;
  /** The line of the step's `previous_passes` in `course.json`; null without one. */
  readonly reasonLine: number | null;
  /** Of all steps that are checked. */
  readonly unreached: UnreachedPlaces;
}

export async function stepTasks(course: Course, step: Step, options: StepOptions): Promise<StepTasks> {
  const wrong = await readWrong(course, step);
  const programs = wrong.programs.map((program) => wrongTasks(course, program, options));
  const right = solutionTasks(course, step, options);
  const strange = {
    step,
    tries: 'wrong',
    name: `${step.folder}/wrong`,
    run: async () => misplaced(course, step, wrong),
  } as const;
  return {
    first: [beforeTask(course, step, options), ...right.first, ...programs.flatMap(({ first }) => first), strange],
    again: [...right.again, ...programs.flatMap(({ again }) => again)],
  };
}

function beforeTask(course: Course, step: Step, { reasonLine }: StepOptions): Task {
  const first = before(course, step);
  const { trial } = first;
  const judge = async (go: Go) => {
    const result = await go(trial);
    return [judgeBefore(first, result, reasonLine), ...judgeAnswers('before', trial, result)];
  };
  return {
    step,
    tries: trial.program,
    name: trial.name,
    run: async (go) => {
      const gone = await missing('before', trial);
      return gone === null ? judge(go) : [gone];
    },
  };
}

function solutionTasks(course: Course, step: Step, { thoroughness, unreached }: StepOptions): StepTasks {
  const { solutions, loaded } = thoroughness;
  const trial = solution(course, step);
  const again = { ...trial, withEarlier: false };
  let passed = false;
  const run = async (go: Go) => {
    const gone = await missing('solution', trial);
    if (gone !== null) return [gone];
    const result = await go({ ...trial, coverage: 'along' });
    const finding = judgeSolution(trial, result);
    passed = finding.ok;
    if (passed) unreached.add(trial, await result.covered);
    return [finding, ...judgeAnswers('solution', trial, result), ...judgeMarks(trial, result)];
  };
  return {
    first: [{ step, tries: 'solution', name: trial.name, run }],
    again: [
      { step, tries: 'solution', name: trial.name, run: async () => unreached.findings(step) },
      ...repeated(
        again,
        solutions,
        (results) => judgeRepeats(again, results, loaded),
        () => !passed,
      ),
    ],
  };
}

function wrongTasks(course: Course, program: WrongProgram, { accept, thoroughness }: StepOptions): StepTasks {
  const { trial } = program;
  let text: string | null = null;
  const run = async (go: Go) => {
    const result = await go(trial);
    text = learnersText(result);
    const judged = judgeWrong(program, result);
    const finding = accept ? await accepted(course, program, judged) : judged.finding;
    return [finding, ...judgeAnswers('wrong', trial, result)];
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

/** A finding when the program's entry file is missing; null when it exists. */
async function missing(area: CheckArea, trial: Trial): Promise<CheckFinding | null> {
  const { step, root, entry, name } = trial;
  if (root === null || (await isFile(path.join(root, entry)))) return null;
  const file = `${name}/${entry}`;
  return bad(area, step.id, { code: 'program-missing', args: trialArgs(trial, { file }) }, { file });
}

/** Entries of `wrong/` that are neither a program nor the text of one. */
function misplaced(course: Course, step: Step, { alone, odd }: WrongFolder): readonly CheckFinding[] {
  const at = { step: step.id, number: step.number, extension: languageOf(course).extension };
  return [
    ...odd.map(({ file, why }) =>
      bad('wrong', step.id, { code: 'wrong-odd', args: { ...at, name: file, why } }, { file }),
    ),
    ...alone.map((file) => bad('wrong', step.id, { code: 'wrong-text-alone', args: { ...at, name: file } }, { file })),
  ];
}
