import type { CollectedTest, FinishedEvent, SandboxEvent } from '../contract/events';
import type { TestVerdict } from '../contract/verdict';
import { unreadPlace } from '../results/evidence/version-reasons';
import { Causes } from '../results/report/causes';
import { liveTestReport } from '../results/report/report';
import { finishedTest } from '../results/verdict/reduce';
import type { LiveTest } from './request';
import type { StepOfRun } from './step-report';

/** Describes the tests of a run as they finish. */
export class LiveTests {
  readonly #collected = new Map<string, CollectedTest>();

  readonly #causes = new Causes();
  #interpreter: string | null = null;

  constructor(
    private readonly run: StepOfRun,
    /** What the course takes and brings. */
    private readonly known: Pick<TestVerdict, 'runtimes' | 'packages'> = {},
  ) {}

  /** The sandbox is there. @param interpreter its version */
  runsOn(interpreter: string): void {
    this.#interpreter = interpreter;
  }

  /** @returns the test that has finished with this event; null for any other event, and for a test that only the verdict can describe */
  take(event: SandboxEvent): LiveTest | null {
    if (event.event === 'collected') for (const test of event.tests) this.#collected.set(test.id, test);
    return event.event === 'finished' ? this.#finished(event) : null;
  }

  #finished(event: FinishedEvent): LiveTest | null {
    const test = this.#collected.get(event.test);
    // A test that was never collected contradicts the other events, and the verdict will say so.
    if (test === undefined) return null;
    const { course, step } = this.run;
    const interpreter = this.#interpreter === null ? {} : { interpreter: this.#interpreter };
    const verdict = { ...finishedTest(test, event, course.language), ...interpreter, ...this.known };
    // A newer compiler is asked about such a file after the tests. What is shown once is not replaced.
    if (unreadPlace(verdict) !== null) return null;
    return { verdict, report: liveTestReport(verdict, { course: course.id, step: step.id }, this.#causes) };
  }
}
