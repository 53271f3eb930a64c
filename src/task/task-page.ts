import { CODE, escapeHtml } from '../contract/escape-text';
import type { StepHint } from './hints';
import { type TaskLinks, taskHtml } from './task-markdown';

/** `older`: it has passed with an older version of the suite. `elsewhere`: it has passed in another runtime. */
export type TaskTestState = 'open' | 'passed' | 'failed' | 'skipped' | 'stale' | 'older' | 'elsewhere';

/** What the page of a step shows. Every text is plain, unless it says Markdown. */
export interface TaskModel {
  /** The author's own look: nobody works through it, and every step can be seen. */
  readonly isPreview: boolean;
  readonly course: string;
  readonly number: number;
  readonly steps: number;
  /** Steps of the course that are done. */
  readonly done: number;
  readonly title: string;
  /** What the learner should know before they go on. */
  readonly notices: readonly string[];
  /** Markdown of the course; null when there is none. */
  readonly readme: string | null;
  readonly tests: readonly { readonly name: string; readonly state: TaskTestState }[];
  /** The last verdict: its sentence, and the first failure with all that is known of it. Null before the first run. */
  readonly verdict: { readonly sentence: string; readonly failure: string | null; readonly passed: boolean } | null;
  /** The name of the file that is renamed to what the course runs; null when that is not what is wrong. */
  readonly renamed: string | null;
  readonly running: boolean;
  /** Tests run at each save. */
  readonly onSave: boolean;
  /** How many runs in a row the test of that failure has failed. */
  readonly failedTimes: number;
  /** All hints of the step, and how many are open. */
  readonly hints: readonly StepHint[];
  readonly open: number;
  /** The step may be left for the next one. */
  readonly passed: boolean;
  /** The title of the step at which the course goes on; null when none is left. */
  readonly next: string | null;
  readonly hasSolution: boolean;
}

/** What the page says beside the texts of the course. */
export interface TaskLabels {
  readonly where: (course: string, number: number, steps: number) => string;
  readonly done: (done: number, steps: number) => string;
  readonly noReadme: string;
  readonly tested: string;
  readonly noTests: string;
  readonly lastRun: string;
  readonly hints: string;
  readonly hint: (number: number, of: number) => string;
  readonly renameBack: (file: string) => string;
  readonly offer: (times: number) => string;
  readonly showHint: (number: number, of: number) => string;
  readonly run: string;
  readonly debug: string;
  readonly runProgram: string;
  readonly stop: string;
  readonly runOnSave: string;
  readonly stopRunOnSave: string;
  readonly running: string;
  readonly solution: string;
  readonly next: (title: string) => string;
  readonly finish: string;
  readonly complete: (course: string) => string;
  /** Below that, where the course says nothing. */
  readonly finished: string;
  readonly built: string;
  readonly another: string;
  readonly asText: string;
  readonly runSolution: string;
  readonly stepBefore: string;
  readonly stepAfter: string;
  readonly anyStep: string;
  readonly back: string;
  readonly states: Readonly<Record<TaskTestState, string>>;
}

/** The parts of the page that change, as HTML, by the id of their element. */
export type TaskSections = Readonly<
  Record<'where' | 'notices' | 'task' | 'tests' | 'verdict' | 'hints' | 'actions', string>
>;

const MARKS: Readonly<Record<TaskTestState, string>> = {
  open: '○',
  passed: '✓',
  failed: '✗',
  skipped: '–',
  stale: '◌',
  older: '◌',
  elsewhere: '◌',
};

/** @param labels in the language of the window */
export function taskSections(model: TaskModel, links: TaskLinks, labels: TaskLabels): TaskSections {
  const task = model.readme === null ? `# ${literal(model.title)}\n\n${labels.noReadme}` : model.readme;
  return {
    where: escapeHtml(whereText(model, labels)),
    notices: model.notices.map((notice) => `<p class="notice">${withCode(notice)}</p>`).join(''),
    task: taskHtml(task, links),
    tests: testsHtml(model, labels),
    verdict: verdictHtml(model, labels),
    hints: hintsHtml(model, links, labels),
    actions: actionsHtml(model, labels),
  };
}

/** Where one is in the course. */
export function whereText({ course, number, steps, done, isPreview }: TaskModel, labels: TaskLabels): string {
  const where = labels.where(course, number, steps);
  return isPreview ? where : `${where} · ${labels.done(done, steps)}`;
}

function testsHtml({ tests }: TaskModel, labels: TaskLabels): string {
  const heading = `<h2 id="tested">${labels.tested}</h2>`;
  if (tests.length === 0) return `${heading}<p>${labels.noTests}</p>`;
  const items = tests.map(({ name, state }) => stateItem(name, state, labels));
  return `${heading}<ol>${items.join('')}</ol>`;
}

/** A row of a list with the mark of its state, which is said to those who cannot see it. */
export function stateItem(name: string, state: TaskTestState, labels: TaskLabels): string {
  const mark = `<span class="mark" aria-hidden="true">${MARKS[state]}</span>`;
  return `<li class="${state}">${mark}<span>${escapeHtml(name)}<span class="spoken">, ${labels.states[state]}</span></span></li>`;
}

function verdictHtml(model: TaskModel, labels: TaskLabels): string {
  const { verdict, running, passed, next, course } = model;
  if (running) return `<p>${labels.running}</p>`;
  if (verdict === null) return '';
  const failure =
    verdict.failure === null ? '' : `<pre class="failure" tabindex="0">${withCode(verdict.failure)}</pre>`;
  const complete = passed && next === null ? `<p class="complete">${escapeHtml(labels.complete(course))}</p>` : '';
  return `<p class="${verdict.passed ? 'passed' : 'failed'}">${escapeHtml(verdict.sentence)}</p>${failure}${renameHtml(model, labels)}${offerHtml(model, labels)}${complete}`;
}

function renameHtml({ renamed }: TaskModel, labels: TaskLabels): string {
  return renamed === null ? '' : `<p class="offer">${button('renameBack', labels.renameBack(renamed))}</p>`;
}

/** A hint is offered where the failure is read, once a test has failed again. Before that it can be asked for below. */
function offerHtml({ verdict, failedTimes, hints, open }: TaskModel, labels: TaskLabels): string {
  if (failedTimes < 2 || open >= hints.length || verdict?.failure === null) return '';
  const hint = button('showHint', labels.showHint(open + 1, hints.length));
  return `<p class="offer">${escapeHtml(labels.offer(failedTimes))} ${hint}</p>`;
}

/** A number and its unit, which a narrow page must not part. */
const WITH_UNIT = /\b[\d.]+ (?:ms|s|MB|seconds?|minutes?)\b/g;

/** What stands between backticks is code. */
function withCode(text: string): string {
  return escapeHtml(text)
    .replace(WITH_UNIT, '<span class="whole">$&</span>')
    .replace(CODE, (_, code: string) => `<code>${code}</code>`);
}

function hintsHtml({ hints, open }: TaskModel, links: TaskLinks, labels: TaskLabels): string {
  const shown = hints.slice(0, open).map(({ title, text }, index) => {
    const label = labels.hint(index + 1, hints.length);
    return `<section><h3>${label}: ${escapeHtml(title)}</h3>${taskHtml(text, links)}</section>`;
  });
  return shown.length === 0 ? '' : `<h2>${labels.hints}</h2>${shown.join('')}`;
}

function actionsHtml(model: TaskModel, labels: TaskLabels): string {
  const { running, hints, open, passed, next, hasSolution, isPreview } = model;
  if (isPreview) return previewActions(model, labels);
  const more = open < hints.length ? [button('showHint', labels.hint(open + 1, hints.length))] : [];
  const onward = passed ? [button('nextStep', next === null ? labels.finish : labels.next(next), true)] : [];
  const solution = hasSolution ? [button('showSolution', labels.solution)] : [];
  const run = running ? button('stopRun', labels.stop) : button('runStepTests', labels.run, onward.length === 0);
  const canDebug = !running && model.tests.some(({ state }) => state === 'failed');
  const debug = canDebug ? [button('debugTest', labels.debug)] : [];
  const program = button('runProgram', labels.runProgram);
  const onSave = model.onSave ? 'stopRunOnSave' : 'runOnSave';
  return [
    run,
    ...onward,
    ...more,
    ...debug,
    program,
    button(onSave, labels[onSave]),
    ...solution,
    button('openTaskAsText', labels.asText),
  ].join('');
}

function previewActions({ running, number, steps, hasSolution }: TaskModel, labels: TaskLabels): string {
  const run = running ? [button('stopRun', labels.stop)] : [button('runStepTests', labels.runSolution, true)];
  return [
    ...(hasSolution ? run : []),
    ...(number > 1 ? [button('previousStep', labels.stepBefore)] : []),
    ...(number < steps ? [button('nextStep', labels.stepAfter)] : []),
    button('goToStep', labels.anyStep),
    button('openTaskAsText', labels.asText),
  ].join('');
}

/** Runs a command of ours. */
export function button(command: string, label: string, main = false): string {
  return `<button type="button" data-command="${command}"${main ? ' class="main"' : ''}>${escapeHtml(label)}</button>`;
}

/** A title as Markdown: everything that means something there is punctuation of ASCII. */
export function literal(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
