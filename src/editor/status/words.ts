import { isFailing, OUTCOMES } from '../../contract/outcomes';
import type { Verdict } from '../../contract/verdict';
import { earlierSteps, type Step } from '../../course/format/format';
import { outcomesOf } from '../../results/report/report';
import { catalogue } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { isUnusable } from '../../results/verdict/problems';
import { otherRuntime, type Target } from '../base/target';
import { broken, type LastRun, stateOfRun } from './last-run';

/** A state as an icon of the editor and a few words. */
export interface Label {
  /** The name of a codicon. */
  readonly icon: string;
  readonly text: string;
}

/** `step 2: Answer PING` */
export function stepName({ step }: Pick<Target, 'step'>): string {
  return editorCatalogue.state.step(step.number, step.title);
}

/** Icon and text for the last run; null when there was none. */
export function labelOf(run: LastRun | null): Label | null {
  const state = stateOfRun(run);
  if (run === null || state === 'idle') return null;
  if (state === 'running') return { icon: 'sync~spin', text: editorCatalogue.state.running };
  if (state === 'building') return { icon: 'sync~spin', text: building(run) };
  if (run.verdict === null || run.phase === 'crashed') return { icon: 'warning', text: editorCatalogue.state.defect };
  const text = judged(run, run.verdict);
  return state === 'stale'
    ? { icon: 'history', text: editorCatalogue.state.editedSinceRun }
    : { icon: ICONS[state], text };
}

const ICONS = { passed: 'pass', failed: 'error', errored: 'warning', cancelled: 'circle-slash' } as const;

/**
 * Whether the step counts as passed: its last run says so, or without one what the folder remembers.
 * @param brokenNow the steps up to this one that the program passes no longer
 */
export function isPassed(target: Target, run: LastRun | null, brokenNow: readonly Step[] = []): boolean {
  if (target.alone) return false;
  const remembered = target.done?.has(target.step.id) ?? false;
  return run === null
    ? remembered && passedBefore(target) === null && brokenNow.length === 0
    : run.phase === 'ended' && stateOfRun(run) === 'passed';
}

/** How a step has passed that has to pass once more: in another runtime, or before its tests have changed. Null for any other. */
export function passedBefore(target: Target): { readonly state: 'elsewhere' | 'older'; readonly text: string } | null {
  const { state } = editorCatalogue;
  const runtime = otherRuntime(target, target.step);
  if (runtime !== null) return { state: 'elsewhere', text: state.passedIn(runtime) };
  return target.older?.has(target.step.id) ? { state: 'older', text: state.passedOlder } : null;
}

/** The broken steps that a run of this step would try. */
export function brokenUpTo({ step }: Target, broken: readonly Step[]): readonly Step[] {
  return broken.filter(({ number }) => number <= step.number);
}

/** Of steps that were found broken, when there is no run of this step that says more. */
export function brokenLabel(broken: readonly Step[]): Label | null {
  const numbers = broken.map(({ number }) => number);
  return numbers.length === 0 ? null : { icon: 'error', text: editorCatalogue.state.broken(numbers) };
}

/** Whether the learner may leave the step for the next one: from its first pass on, also while the program is edited again. */
export function mayGoOn(target: Target, run: LastRun | null): boolean {
  return isPassed(target, run) || (target.done?.has(target.step.id) ?? false);
}

/** The whole of it in one sentence, for a tooltip. */
export function sentenceOf(run: LastRun | null, before: Label | null = null): string {
  const steps = run === null ? [] : broken(run);
  if (run?.verdict?.outcome === 'passed' && steps.length > 0) return `${capital(brokeText(run.target, steps))}.`;
  const label = labelOf(run);
  if (run === null && before !== null) return `${capital(before.text)}.`;
  if (run === null || label === null) return editorCatalogue.state.notRunYet;
  if (run.verdict === null || stateOfRun(run) === 'stale') return `${capital(label.text)}${mark(label.text)}`;
  if (neverBegan(run.verdict)) return catalogue.outcomes.notRun;
  return catalogue.outcomes.closing(run.verdict.outcome, outcomesOf(run.verdict.tests));
}

/** By their numbers, which a learner knows from the course; a step that is gone from it by its id. */
function brokeText({ course, step }: Target, broken: readonly string[]): string {
  const name = (id: string) => String(course.steps.find((one) => one.id === id)?.number ?? id);
  return editorCatalogue.state.broke(step.number, broken.map(name).reverse());
}

function neverBegan({ headline }: Verdict): boolean {
  return headline !== null && isUnusable(headline);
}

function building({ progress }: LastRun): string {
  return editorCatalogue.state.building(progress === null ? '' : catalogue.building.step(progress));
}

function judged(run: LastRun, verdict: Verdict): string {
  const steps = broken(run);
  const total = verdict.tests.filter(({ outcome }) => outcome !== 'skipped').length;
  const failing = verdict.tests.filter(isFailing).length;
  if (verdict.outcome === 'passed') {
    if (steps.length > 0) return brokeText(run.target, steps);
    return run.phase === 'earlier' && earlierSteps(run.target.course, run.target.step).length > 0
      ? `${editorCatalogue.state.allPassed(total)}, ${editorCatalogue.state.tryingEarlier}`
      : editorCatalogue.state.allPassed(total);
  }
  if (failing > 0 && OUTCOMES[verdict.outcome].toldByTests) return editorCatalogue.state.someFailed(failing, total);
  if (neverBegan(verdict)) return small(catalogue.outcomes.notRun.replace(/\.$/, ''));
  return small(catalogue.outcomes.inBrief(verdict.outcome, outcomesOf(verdict.tests)));
}

function small(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function mark(text: string): string {
  return text.endsWith('…') ? '' : '.';
}
