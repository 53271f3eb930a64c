import { escapeHtml } from '../contract/escape-text';
import type { StepHint } from './hints';
import { type TaskLinks, taskHtml } from './task-markdown';

export type TaskTestState = 'open' | 'passed' | 'failed' | 'skipped' | 'stale';

/** What the page of a step shows. Every text is plain, unless it says Markdown. */
export interface TaskModel {
  readonly course: string;
  readonly number: number;
  readonly steps: number;
  /** Steps of the course that are done. */
  readonly done: number;
  readonly title: string;
  /** Markdown of the course; null when there is none. */
  readonly readme: string | null;
  readonly tests: readonly { readonly name: string; readonly state: TaskTestState }[];
  /** The last verdict: its sentence, and the first failure with all that is known of it. Null before the first run. */
  readonly verdict: { readonly sentence: string; readonly failure: string | null; readonly passed: boolean } | null;
  readonly running: boolean;
  /** All hints of the step, and how many are open. */
  readonly hints: readonly StepHint[];
  readonly open: number;
  /** The step may be left for the next one. */
  readonly passed: boolean;
  /** The title of the next step; null for the last one. */
  readonly next: string | null;
  readonly hasSolution: boolean;
}

/** What the page says beside the texts of the course. */
export interface TaskLabels {
  readonly where: (course: string, number: number, steps: number) => string;
  readonly done: (done: number, steps: number) => string;
  readonly noReadme: string;
  readonly noTests: string;
  readonly hints: string;
  readonly hint: (number: number, of: number) => string;
  readonly run: string;
  readonly stop: string;
  readonly running: string;
  readonly solution: string;
  readonly next: (title: string) => string;
  readonly complete: (course: string) => string;
  readonly states: Readonly<Record<TaskTestState, string>>;
}

/** The parts of the page that change, as HTML, by the id of their element. */
export type TaskSections = Readonly<Record<'where' | 'task' | 'tests' | 'verdict' | 'hints' | 'actions', string>>;

const MARKS: Readonly<Record<TaskTestState, string>> = {
  open: '○',
  passed: '✓',
  failed: '✗',
  skipped: '–',
  stale: '◌',
};

/** @param labels in the language of the window */
export function taskSections(model: TaskModel, links: TaskLinks, labels: TaskLabels): TaskSections {
  const task = model.readme === null ? `# ${literal(model.title)}\n\n${labels.noReadme}` : model.readme;
  return {
    where: `${escapeHtml(labels.where(model.course, model.number, model.steps))} · ${escapeHtml(labels.done(model.done, model.steps))}`,
    task: taskHtml(task, links),
    tests: testsHtml(model, labels),
    verdict: verdictHtml(model, labels),
    hints: hintsHtml(model, links, labels),
    actions: actionsHtml(model, labels),
  };
}

function testsHtml({ tests }: TaskModel, labels: TaskLabels): string {
  if (tests.length === 0) return `<p>${labels.noTests}</p>`;
  const items = tests.map(({ name, state }) => {
    const mark = `<span class="mark" aria-hidden="true">${MARKS[state]}</span>`;
    return `<li class="${state}">${mark}<span>${escapeHtml(name)}<span class="spoken">, ${labels.states[state]}</span></span></li>`;
  });
  return `<ol>${items.join('')}</ol>`;
}

function verdictHtml({ verdict, running, passed, next, course }: TaskModel, labels: TaskLabels): string {
  if (running) return `<p>${labels.running}</p>`;
  if (verdict === null) return '';
  const failure =
    verdict.failure === null ? '' : `<pre class="failure" tabindex="0">${withCode(verdict.failure)}</pre>`;
  const complete = passed && next === null ? `<p class="complete">${escapeHtml(labels.complete(course))}</p>` : '';
  return `<p class="${verdict.passed ? 'passed' : 'failed'}">${escapeHtml(verdict.sentence)}</p>${failure}${complete}`;
}

/** A number and its unit, which a narrow page must not part. */
const WITH_UNIT = /\b[\d.]+ (?:ms|s|MB|seconds?|minutes?)\b/g;

/** What stands between backticks is code. */
function withCode(text: string): string {
  return escapeHtml(text)
    .replace(WITH_UNIT, '<span class="whole">$&</span>')
    .replace(/`([^`\n]+)`/g, (_, code: string) => `<code>${code}</code>`);
}

function hintsHtml({ hints, open }: TaskModel, links: TaskLinks, labels: TaskLabels): string {
  const shown = hints.slice(0, open).map(({ title, text }, index) => {
    const label = labels.hint(index + 1, hints.length);
    return `<section><h3>${label}: ${escapeHtml(title)}</h3>${taskHtml(text, links)}</section>`;
  });
  return shown.length === 0 ? '' : `<h2>${labels.hints}</h2>${shown.join('')}`;
}

function actionsHtml({ running, hints, open, passed, next, hasSolution }: TaskModel, labels: TaskLabels): string {
  const more = open < hints.length ? [button('showHint', labels.hint(open + 1, hints.length))] : [];
  const onward = passed && next !== null ? [button('nextStep', labels.next(next), true)] : [];
  const solution = hasSolution ? [button('showSolution', labels.solution)] : [];
  const run = running ? button('stopRun', labels.stop) : button('runStepTests', labels.run, onward.length === 0);
  return [run, ...onward, ...more, ...solution].join('');
}

function button(command: string, label: string, main = false): string {
  return `<button type="button" data-command="${command}"${main ? ' class="main"' : ''}>${escapeHtml(label)}</button>`;
}

/** A title as Markdown: everything that means something there is punctuation of ASCII. */
function literal(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
