import type { Message } from '../../contract/codes';
import { isFailing, OUTCOMES } from '../../contract/outcomes';
import type { Report, ReportTest } from '../../contract/report';
import { runtimeTitle } from '../../contract/runtime';
import type { TestVerdict, Verdict } from '../../contract/verdict';
import type { Step } from '../../course/format/format';
import { stepAfter } from '../../course/progress/standing';
import type { ScannedTest } from '../../course/python/scan';
import { brokenSteps } from '../../results/report/report';
import { fullText, textOf } from '../../results/texts';
import { stepCatalogue } from '../../results/texts/editor-catalogue';
import type { TaskModel, TaskTestState } from '../../task/task-page';
import type { TaskTexts } from '../../task/task-texts';
import { otherRuntime, type Target } from '../base/target';
import { type LastRun, renamedIn, stateOfRun } from '../status/last-run';
import { brokenUpTo, mayGoOn, passedBefore, sentenceOf } from '../status/words';
import { failedTestText } from '../testing/messages';
import { finalStateOf, isExplainedByRun } from '../testing/state';

/** What a task page is made of. */
export interface TaskFacts {
  readonly target: Target;
  /** Whether the folder of the course is still there. */
  readonly isThere: boolean;
  readonly texts: TaskTexts;
  /** The tests of the suite, as they are known without a run. */
  readonly tests: readonly ScannedTest[];
  readonly run: LastRun | null;
  /** The steps that the program passes no longer. */
  readonly broken: readonly Step[];
  /** Tests run at each save. */
  readonly onSave: boolean;
  /** Hints that the learner has opened. */
  readonly open: number;
  /** How many runs in a row have found a test failing. */
  readonly failures: (test: string) => number;
}

/** The state of a step as its page shows it. */
export function taskModel(facts: TaskFacts): TaskModel {
  const { target, texts, tests, run, open, failures } = facts;
  const { course, step, done = new Set() } = target;
  const passed = mayGoOn(target, run);
  return {
    isPreview: target.preview === true,
    course: course.title,
    number: step.number,
    steps: course.steps.length,
    done: course.steps.filter(({ id }) => done.has(id)).length,
    title: step.title,
    notices: noticesOn(facts),
    readme: texts.readme,
    tests: testStates(tests, run, beforeRun(facts)),
    verdict: run === null || isRunning(run) ? null : { ...told(run), passed: stateOfRun(run) === 'passed' },
    renamed: renamedIn(run)?.renamed ?? null,
    running: run !== null && isRunning(run),
    onSave: facts.onSave,
    failedTimes: failures(firstFailed(run)?.test.id ?? ''),
    hints: texts.hints,
    open: passed || target.preview ? texts.hints.length : Math.min(open, texts.hints.length),
    passed,
    next: stepAfter(course, step, target)?.title ?? null,
    hasSolution: texts.hasSolution,
  };
}

function beforeRun({ target, broken }: TaskFacts): TaskTestState {
  if (broken.some(({ id }) => id === target.step.id)) return 'open';
  const passed = passedBefore(target);
  if (passed !== null) return passed.state;
  return target.done?.has(target.step.id) ? 'passed' : 'open';
}

/** What is to be known before the task is read: of the folder, of the course, and of what the last run could not do. */
function noticesOn({ target, run, broken, isThere }: TaskFacts): readonly string[] {
  const { task } = stepCatalogue;
  const { problem, added, course, step, preview } = target;
  const gone: Message = { code: 'course-gone', args: { course: course.title, folder: course.directory } };
  const afterwards = run?.phase === 'ended' ? (run.result?.afterwards ?? []) : [];
  const troubles = [...(isThere ? [] : [gone]), ...(problem === undefined ? [] : [problem]), ...afterwards];
  return [
    ...(preview ? [task.preview] : []),
    ...troubles.map(inFull),
    ...brokenUpTo(target, broken).flatMap((one) => brokenNotice(one, target, run)),
    ...(added?.has(step.id) ? [task.added] : []),
    ...(stateOfRun(run) === 'passed' ? [] : beforeNotice(target)),
  ];
}

/** Of a step that has to pass once more. */
function beforeNotice(target: Target): readonly string[] {
  const { task } = stepCatalogue;
  const { runtime, step } = target;
  const other = otherRuntime(target, step);
  if (other !== null) return [task.elsewhere(other, runtimeTitle(runtime ?? ''))];
  return passedBefore(target) === null ? [] : [task.older];
}

/** Not what the last run says itself. */
function brokenNotice(broken: Step, { step }: Target, run: LastRun | null): readonly string[] {
  const { task } = stepCatalogue;
  if (broken.id === step.id) return run === null ? [task.brokenHere] : [];
  const isTold =
    run?.result !== null && run?.result !== undefined && brokenSteps(run.result.report).includes(broken.id);
  return isTold ? [] : [task.brokenBefore(broken.number)];
}

/** With what to do about it. */
export function inFull(message: Message): string {
  const { advice } = textOf(message);
  return advice === undefined ? fullText(message) : `${fullText(message)} ${advice}`;
}

function isRunning({ phase }: LastRun): boolean {
  return phase === 'running' || phase === 'building';
}

/** Those of the last verdict, with their sets of parameters; before it, those of the suite. */
function testStates(known: readonly ScannedTest[], run: LastRun | null, before: TaskTestState): TaskModel['tests'] {
  const verdict = run?.verdict ?? null;
  if (run === null || verdict === null || verdict.tests.length === 0) {
    const state = run === null ? before : 'open';
    return known.map(({ name }) => ({ name, state }));
  }
  return verdict.tests.map((test) => ({ name: test.name, state: run.edited ? 'stale' : stateIn(test, verdict) }));
}

function stateIn(test: Verdict['tests'][number], verdict: Verdict): TaskTestState {
  if (test.outcome === 'not-run') return 'open';
  const state = finalStateOf(test, verdict);
  return state === 'errored' ? 'failed' : state;
}

/** What kept a program from being judged stays after an edit: it may be the edit itself, which could not be saved. */
function told(run: LastRun): { sentence: string; failure: string | null } {
  return { sentence: sentenceOf(run), failure: stateOfRun(run) === 'stale' ? null : failureOf(run) };
}

/** The first failure, or what is wrong with the whole run. */
function failureOf(run: LastRun): string | null {
  const { verdict } = run;
  const report = run.result?.report ?? null;
  if (verdict === null || report === null) return null;
  if (verdict.outcome === 'passed') return brokenText(run, report);
  if (OUTCOMES[verdict.outcome].fault === 'person') return null; // whoever stopped the run knows why
  const first = firstFailed(run);
  if (first === null || !OUTCOMES[verdict.outcome].toldByTests) return report.message;
  const cause = isExplainedByRun(first.test, verdict) ? report.message : null;
  return failedTestText({ report: first.report, cause });
}

/** What is broken in earlier steps, each with its first failure, in the order of the course; null when nothing is. */
function brokenText({ target }: LastRun, report: Report): string | null {
  const broken = new Set(brokenSteps(report));
  const steps = target.course.steps.filter(({ id }) => broken.has(id));
  const texts = steps.map((step) => {
    const tests = report.regressions.find((one) => one.step === step.id)?.tests ?? [];
    const first = tests.find(isFailing);
    const what = first === undefined ? [] : [first.name, failedTestText({ report: first, cause: null })];
    return [stepCatalogue.task.brokeIn(step.number, step.title), ...what].join('\n');
  });
  return texts.length === 0 ? null : texts.join('\n\n');
}

/** The first test that did not pass, and what the report says of it. */
function firstFailed(run: LastRun | null): { test: TestVerdict; report: ReportTest } | null {
  const { verdict = null, result = null } = run ?? {};
  if (verdict === null || result === null) return null;
  const first = verdict.tests.findIndex((test) => ['failed', 'errored'].includes(finalStateOf(test, verdict)));
  const [test, report] = [verdict.tests[first], result.report.tests[first]];
  return test === undefined || report === undefined ? null : { test, report };
}
