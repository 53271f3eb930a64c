import { OUTCOMES } from '../../contract/outcomes';
import type { Verdict } from '../../contract/verdict';
import { stepFrom } from '../../course/format/format';
import type { ScannedTest } from '../../course/python/scan';
import type { TaskModel, TaskTestState } from '../../task/task-page';
import type { TaskTexts } from '../../task/task-texts';
import type { Target } from '../base/target';
import { type LastRun, stateOfRun } from '../status/last-run';
import { mayGoOn, sentenceOf } from '../status/words';
import { failedTestText } from '../testing/messages';
import { finalStateOf, isExplainedByRun } from '../testing/state';

/** What a task page is made of. */
export interface TaskFacts {
  readonly target: Target;
  readonly texts: TaskTexts;
  /** The tests of the suite, as they are known without a run. */
  readonly tests: readonly ScannedTest[];
  readonly run: LastRun | null;
  /** Hints that the learner has opened. */
  readonly open: number;
}

/** The state of a step as its page shows it. */
export function taskModel({ target, texts, tests, run, open }: TaskFacts): TaskModel {
  const { course, step, done = new Set() } = target;
  const passed = mayGoOn(target, run);
  return {
    course: course.title,
    number: step.number,
    steps: course.steps.length,
    done: course.steps.filter(({ id }) => done.has(id)).length,
    title: step.title,
    readme: texts.readme,
    tests: testStates(tests, run, done.has(step.id)),
    verdict: run === null || isRunning(run) ? null : { ...told(target, run), passed: stateOfRun(run) === 'passed' },
    running: run !== null && isRunning(run),
    hints: texts.hints,
    open: passed ? texts.hints.length : Math.min(open, texts.hints.length),
    passed,
    next: stepFrom(course, step, 1)?.title ?? null,
    hasSolution: texts.hasSolution,
  };
}

function isRunning({ phase }: LastRun): boolean {
  return phase === 'running' || phase === 'building';
}

/** Those of the last verdict, with their sets of parameters; before it, those of the suite. */
function testStates(known: readonly ScannedTest[], run: LastRun | null, done: boolean): TaskModel['tests'] {
  const verdict = run?.verdict ?? null;
  if (run === null || verdict === null || verdict.tests.length === 0) {
    const state = done && run === null ? 'passed' : 'open';
    return known.map(({ name }) => ({ name, state }));
  }
  return verdict.tests.map((test) => ({ name: test.name, state: run.edited ? 'stale' : stateIn(test, verdict) }));
}

function stateIn(test: Verdict['tests'][number], verdict: Verdict): TaskTestState {
  if (test.outcome === 'not-run') return 'open';
  const state = finalStateOf(test, verdict);
  return state === 'errored' ? 'failed' : state;
}

function told(target: Target, run: LastRun): { sentence: string; failure: string | null } {
  return { sentence: sentenceOf(run), failure: run.edited ? null : failureOf(target, run) };
}

/** The first failure, or what is wrong with the whole run. */
function failureOf(target: Target, { verdict, result }: LastRun): string | null {
  const report = result?.report ?? null;
  if (verdict === null || report === null || verdict.outcome === 'passed') return null;
  const first = verdict.tests.findIndex((test) => ['failed', 'errored'].includes(finalStateOf(test, verdict)));
  const [test, shown] = [verdict.tests[first], report.tests[first]];
  if (test === undefined || shown === undefined || !OUTCOMES[verdict.outcome].toldByTests) return report.message;
  const cause = isExplainedByRun(test, verdict) ? report.message : null;
  return failedTestText({ target, report: shown, verdict: test, cause });
}
