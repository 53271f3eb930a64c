import path from 'node:path';
import { CodedError, type Message } from '../contract/codes';
import type { Outcome, Verdict } from '../contract/verdict';
import type { Course, Step } from '../course/format';
import { readCourse } from '../course/read';
import type { StepResult } from '../run/request';
import type { Runner } from '../run/run-step';

/** One thing that was looked at. */
export interface Finding {
  readonly ok: boolean;
  readonly message: Message;
  /** The file to change, relative to the course; null when it is about a run. */
  readonly file: string | null;
  readonly line: number | null;
  /** What the run said, for a person. */
  readonly detail: string | null;
  /** It was not the course: the engine or the sandbox made trouble. */
  readonly trouble: boolean;
}

export interface CheckOptions {
  readonly runner: Runner;
  readonly signal: AbortSignal;
  /** Called with each finding as it is found. */
  readonly show: (finding: Finding) => void;
  /** Called with what is going on. */
  readonly about: (text: string) => void;
}

/**
 * Checks a course: its format; then a growing course's starter fails step 1, solution N passes 1…N and solution N−1 fails N (unless
 * `previous_passes` says why it does not), and a separate course's starters fail while its solutions pass.
 */
export async function checkCourse(directory: string, options: CheckOptions): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const add = (finding: Finding) => {
    findings.push(finding);
    options.show(finding);
  };
  const { course, problems } = await readCourse(directory);
  for (const { code, args, file, line } of problems) add(bad({ code, args }, path.relative(directory, file), line));
  if (course === null) return findings;
  if (problems.length === 0)
    add(good({ code: 'check-format', args: { course: course.id, steps: course.steps.length } }));
  for (const step of course.steps) for (const one of plan(course, step)) add(await perform(course, one, options));
  return findings;
}

/** A program that a step's suite must pass or fail. */
interface Trial {
  readonly step: Step;
  readonly program: 'starter' | 'solution' | 'previous';
  /** The program's folder, absolute, and its entry. */
  readonly root: string;
  readonly entry: string;
  readonly passes: boolean;
}

function plan(course: Course, step: Step): readonly Trial[] {
  const entry = step.entry ?? course.entry;
  const folder = (...parts: string[]) => path.join(course.directory, ...parts);
  const solution: Trial = { step, program: 'solution', root: folder(step.folder, 'solution'), entry, passes: true };
  if (course.shape === 'separate') {
    return [{ step, program: 'starter', root: folder(step.folder, 'starter'), entry, passes: false }, solution];
  }
  const before = course.steps[step.number - 2];
  if (before === undefined)
    return [{ step, program: 'starter', root: folder('starter'), entry, passes: false }, solution];
  const passes = step.previous_passes !== undefined;
  const previousEntry = before.entry ?? course.entry;
  const previous: Trial = {
    step,
    program: 'previous',
    root: folder(before.folder, 'solution'),
    entry: previousEntry,
    passes,
  };
  return [previous, solution];
}

async function perform(course: Course, trial: Trial, options: CheckOptions): Promise<Finding> {
  const { step, program, root, entry } = trial;
  options.about(`Step ${step.number}, ${step.id}: the ${program}`);
  const result = await options.runner.run({
    course,
    step,
    file: path.join(root, entry),
    source: null,
    root,
    entry,
    withEarlier: program === 'solution',
    seed: null,
    signal: options.signal,
  });
  if (result.verdict.outcome === 'cancelled') throw new CodedError('cancelled', { call: 'check' });
  return judge(course, trial, result);
}

function judge(course: Course, trial: Trial, { verdict, report }: StepResult): Finding {
  const { step, program, root } = trial;
  const args = { step: step.id, number: step.number, program, outcome: verdict.outcome };
  const file = path.relative(course.directory, root).split(path.sep).join('/');
  if (isSuiteFault(verdict)) return bad({ code: 'check-suite-broken', args }, step.folder, null, report.message);
  if (isTrouble(verdict.outcome))
    return { ...bad({ code: 'check-trouble', args }, file, null, report.message), trouble: true };
  const broken = report.regressions.filter(({ outcome }) => outcome !== 'passed').map((one) => one.step);
  if (broken.length > 0)
    return bad({ code: 'check-regression', args: { ...args, broken: broken.join(', ') } }, file, null);
  const passed = verdict.outcome === 'passed';
  if (passed === trial.passes) return good({ code: passed ? 'check-passes' : 'check-fails', args });
  return bad({ code: passed ? 'check-should-fail' : 'check-should-pass', args }, file, null, report.message);
}

function isSuiteFault({ outcome, reason }: Verdict): boolean {
  return outcome === 'no-tests' || reason === 'suite-error';
}

function isTrouble(outcome: Outcome): boolean {
  return outcome === 'engine-missing' || outcome === 'sandbox-error';
}

function good(message: Message): Finding {
  return { ok: true, message, file: null, line: null, detail: null, trouble: false };
}

function bad(message: Message, file: string, line: number | null, detail: string | null = null): Finding {
  return { ok: false, message, file, line, detail, trouble: false };
}
