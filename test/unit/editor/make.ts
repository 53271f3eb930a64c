import type { Message } from '../../../src/contract/codes';
import type { SandboxEvent } from '../../../src/contract/events';
import type { ReportRegression, ReportTest } from '../../../src/contract/report';
import type { Verdict } from '../../../src/contract/verdict';
import type { Course, Shape, Step } from '../../../src/course/format/format';
import type { RunNews } from '../../../src/editor/base/run-news';
import type { RunTimes } from '../../../src/editor/base/run-times';
import type { Target } from '../../../src/editor/base/target';
import { toReport } from '../../../src/results/report/report';
import { reduce, verdictOfProblem } from '../../../src/results/verdict/reduce';
import type { StepResult } from '../../../src/run/request';
import { FakeEmitter } from '../../support/fake-editor';
import { record } from '../results/make';

/** A course in name only: its files are not read. */
export function courseOf(shape: Shape = 'growing', entries: readonly (string | undefined)[] = []): Course {
  const step = (id: string, title: string, number: number): Step => {
    const entry = entries[number - 1];
    return { id, title, number, folder: `steps/0${number}-${id}`, ...(entry === undefined ? {} : { entry }) };
  };
  const steps = [step('bind', 'Bind to a port', 1), step('ping', 'Answer PING', 2)];
  const fixed = { format_version: 2, language: 'python', runtimes: { python: '>=3.11' }, network: 'none' } as const;
  const named = { id: 'redis', title: 'Build your own Redis', entry: 'main.py', directory: '/courses/redis' };
  return { ...fixed, ...named, shape, steps };
}

export function targetOf(rest: Partial<Target> = {}): Target {
  const course = courseOf();
  const [, step] = course.steps;
  if (step === undefined) throw new Error('the course has two steps');
  return { course, step, root: '/home/mia/redis', file: '/home/mia/redis/main.py', ...rest };
}

export function judged(...events: readonly SandboxEvent[]): Verdict {
  return reduce(record(events));
}

export function unrun(problem: Message): Verdict {
  return verdictOfProblem(problem, { language: 'python', expected: [], seed: 7, notes: [] });
}

/** What a report says of a test of an earlier step that passes. */
export function passedEarlier(id: string, name: string): ReportTest {
  const texts = { message: null, output: null, request: null, expected: null, actual: null, advice: null };
  const rest = { transcript: null, location: null, duration_ms: 3, test_code: null };
  return { id, name, status: 'pass', outcome: 'passed', ...texts, ...rest };
}

export function resultOf(
  verdict: Verdict,
  regressions: readonly ReportRegression[] = [],
  afterwards: readonly Message[] = [],
): StepResult {
  const context = { course: 'redis', step: 'ping', codeOf: () => null, sandbox: 'cold', regressions } as const;
  return { verdict, report: toReport(verdict, context), afterwards };
}

/** No test has failed twice. */
export const NO_HINTS = { isOffered: async () => false };

/** Nothing is known of the sandbox. */
export const NO_BOX = { standing: null, onDidChange: new FakeEmitter<void>().event };

/** Nothing runs on save. */
export const NOT_ON_SAVE = { isOn: false, onDidChange: new FakeEmitter<void>().event };

/** A run service that sends the events a test chooses. */
export class FakeService {
  readonly #news = new FakeEmitter<RunNews>();
  readonly onNews = this.#news.event;
  readonly cancelled: string[] = [];

  cancel(root: string): void {
    this.cancelled.push(root);
  }

  started(target = targetOf()): void {
    this.#news.fire({ kind: 'started', target });
  }

  building(step: number, steps: number, line: string, target = targetOf()): void {
    this.#news.fire({ kind: 'building', target, progress: { step, steps, line } });
  }

  event(event: SandboxEvent, target = targetOf()): void {
    this.#news.fire({ kind: 'event', target, event, finished: null });
  }

  verdict(verdict: Verdict, target = targetOf()): void {
    this.#news.fire({ kind: 'verdict', target, verdict, report: resultOf(verdict).report });
  }

  finished(result: StepResult, target = targetOf(), times?: RunTimes): void {
    this.#news.fire({ kind: 'finished', target, result, ...(times === undefined ? {} : { times }) });
  }

  crashed(error: unknown, target = targetOf()): void {
    this.#news.fire({ kind: 'crashed', target, error });
  }

  /** A whole run. */
  run(result: StepResult, target = targetOf()): void {
    this.started(target);
    this.verdict(result.verdict, target);
    this.finished(result, target);
  }

  /** A run that never came to its tests. */
  unrun(problem: Message, target = targetOf()): void {
    this.started(target);
    this.finished(resultOf(unrun(problem)), target);
  }
}
