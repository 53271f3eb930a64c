import path from 'node:path';
import type { Message } from '../../../src/contract/codes';
import type { CollectedTest, FinishedEvent, SandboxEvent } from '../../../src/contract/events';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import type { Report, ReportRegression } from '../../../src/contract/report';
import type { SandboxEnd } from '../../../src/contract/verdict';
import { collectSuite, scanSuite } from '../../../src/course/suite';
import type { Target } from '../../../src/editor/base/target';
import { CourseWorkspace } from '../../../src/editor/course/course-workspace';
import { Edits } from '../../../src/editor/course/edits';
import { RunService } from '../../../src/editor/run/run-service';
import { HintOffers } from '../../../src/editor/testing/hint-offers';
import { Invalidation } from '../../../src/editor/testing/invalidate';
import { RunOnSave } from '../../../src/editor/testing/run-on-save';
import { StepTargets } from '../../../src/editor/testing/step-targets';
import { SuiteDocuments } from '../../../src/editor/testing/suite-document';
import { TestRequests } from '../../../src/editor/testing/test-requests';
import { TestRuns } from '../../../src/editor/testing/test-runs';
import { TestTree } from '../../../src/editor/testing/tree';
import type { Covered } from '../../../src/results/coverage/coverage';
import { toReport } from '../../../src/results/report/report';
import { reduce, verdictOfProblem } from '../../../src/results/verdict/reduce';
import { LiveTests } from '../../../src/run/live-tests';
import type { StepRequest, StepResult } from '../../../src/run/request';
import { FakeEditor } from '../../support/fake-editor';
import { courseFiles, LINUX, makeFolder, put } from '../course/place';
import { EXITED } from '../results/make';

/** The sandbox's behaviour in a run: its events, and its ending. */
export type Script = (run: Played) => Promise<Ending>;

export interface Ending {
  readonly end?: SandboxEnd;
  /** The run never began. */
  readonly problem?: Message;
  readonly regressions?: readonly ReportRegression[];
  /** Behind the verdict: the report with what a traced run has found. */
  readonly traced?: (report: Report) => Promise<Report | null>;
  /** Behind the verdict: what was told of the lines that were reached. */
  readonly covered?: Promise<Covered>;
}

export interface Played {
  readonly request: StepRequest;
  /** Collected as the host's scan found them, unless others are given. */
  collect(...tests: readonly CollectedTest[]): Promise<void>;
  tell(event: SandboxEvent): Promise<void>;
  start(test: string): Promise<void>;
  finish(test: string, rest?: Partial<FinishedEvent>): Promise<void>;
  /** Everything was run. */
  done(): Promise<Ending>;
}

/** A window with a course, a learner's folder, and a sandbox with scripted behaviour. */
export class Scene {
  readonly editor = new FakeEditor();
  /** The steps that were run, by their ids and the learner's folder. */
  readonly ran: string[] = [];
  /** The steps that the learner came to by running them. */
  readonly cameTo: string[] = [];
  readonly workspace: CourseWorkspace;
  readonly tree: TestTree;
  readonly service: RunService;
  readonly requests: TestRequests;
  readonly runs: TestRuns;
  readonly onSave: RunOnSave;
  /** Defects that were told while something runs on save. */
  readonly failed: unknown[] = [];
  readonly suites: SuiteDocuments;
  script: Script = allPass;
  restricted = false;
  /** Hints that the learner has opened. */
  openHints = 0;

  constructor(
    readonly courses: string,
    readonly folders: string[],
    /** Milliseconds until a run is shown live; 0 shows every run live. */
    quickMs = 0,
  ) {
    const { api } = this.editor;
    this.workspace = new CourseWorkspace(LINUX, () => ({
      bundled: courses,
      extra: [],
      workspaces: folders,
      restricted: this.restricted,
    }));
    this.tree = new TestTree(api, this.workspace, LINUX);
    this.service = new RunService(api, async () => ({ run: (request) => this.#play(request) }));
    const of = (file: string): Promise<Target | null> => this.workspace.targetOf(file);
    const targets = new StepTargets(api, this.workspace, { of, filesAlone: async () => [] });
    const current = async () => (this.editor.active === null ? null : of(this.editor.active.uri.fsPath));
    const edits = new Edits(api, this.service);
    const sources = { service: this.service, edits, targets: { current } };
    const invalidation = new Invalidation(api, this.tree, this.workspace, sources);
    const journey = { cameTo: async (target: Target) => void this.cameTo.push(target.step.id) };
    const hints = new HintOffers(this.service, () => this.openHints);
    const runs = new TestRuns(api, this.tree, targets, this.service, invalidation, journey, hints, quickMs);
    this.runs = runs;
    const saving = { roots: () => folders, service: this.service, failed: (error: unknown) => this.failed.push(error) };
    this.onSave = new RunOnSave(api, saving, (request, token) => runs.handle(request, token));
    this.requests = new TestRequests(api, this.tree, runs, this.onSave);
    this.suites = new SuiteDocuments(api, this.workspace, LINUX);
  }

  get testing() {
    return this.editor.testing;
  }

  get log(): string {
    return this.testing.log.splice(0).join('\n');
  }

  async refresh(): Promise<void> {
    await this.workspace.refresh();
    await this.tree.refresh();
  }

  async #play(request: StepRequest): Promise<StepResult> {
    const { course, step, watch } = request;
    this.ran.push(
      `${course.id}/${step.id} in ${path.basename(request.root ?? '')}/${path.basename(request.file ?? '')}`,
    );
    const expected = scanSuite(await collectSuite(course, step, LINUX));
    const events: SandboxEvent[] = [];
    const live = new LiveTests(request);
    const tell = async (event: SandboxEvent) => {
      events.push(event);
      watch?.event?.(event, live.take(event));
      await new Promise(setImmediate);
    };
    const finish = (test: string, rest: Partial<FinishedEvent> = {}) =>
      tell({
        event: 'finished',
        test,
        outcome: 'passed',
        duration_ms: 12,
        failure: null,
        programs: [],
        transcript: '',
        parts: [],
        ...rest,
      });
    const played: Played = {
      request,
      tell,
      collect: (...tests) =>
        tell({ event: 'collected', tests: tests.length > 0 ? tests : expected, problem: null, skipped: [] }),
      start: (test) => tell({ event: 'started', test }),
      finish,
      done: async () => {
        const finished = events.filter(({ event }) => event === 'finished').length;
        await tell({ event: 'done', ending: 'complete', finished, args: {} });
        return {};
      },
    };
    const { end = EXITED, problem, regressions = [], traced, covered } = await this.script(played);
    const run = {
      language: course.language,
      events,
      end,
      expected,
      seed: 7,
      limits: DEFAULT_LIMITS,
      starting_ms: 0,
      notes: [],
    };
    const verdict = problem === undefined ? reduce(run) : verdictOfProblem(problem, run);
    const context = { course: course.id, step: step.id, codeOf: () => null, sandbox: 'cold', regressions: [] } as const;
    const report = toReport(verdict, context);
    if (problem === undefined) watch?.verdict?.(verdict, report);
    const behind = covered === undefined ? {} : { covered };
    const result = { verdict, report: { ...report, regressions }, afterwards: [], ...behind };
    return traced === undefined ? result : { ...result, traced: traced(result.report) };
  }
}

/** Every test of the step passes. */
export const allPass: Script = async (run) => {
  const suite = await collectSuite(run.request.course, run.request.step, LINUX);
  await run.collect();
  for (const { id } of scanSuite(suite)) {
    await run.start(id);
    await run.finish(id);
  }
  return run.done();
};

export const PROGRESS = JSON.stringify({ format_version: 1, course: 'echo', steps: {}, current: null });

/** The course `echo` with two tests in its first step, and a learner's folder that is open. */
export async function openScene(files: Readonly<Record<string, string>> = {}, quickMs?: number): Promise<Scene> {
  const courses = await makeFolder({
    ...courseFiles('echo/'),
    'echo/steps/01-say/test_say.py':
      'def test_says():\n    """Says it"""\n\n\ndef test_loud():\n    """Says it loudly"""\n',
    'echo/steps/01-say/solution/main.py': 'secret = 1\n',
    ...files,
  });
  const scene = new Scene(courses, [await learnerFolder()], quickMs);
  await scene.refresh();
  return scene;
}

export async function learnerFolder(progress = PROGRESS): Promise<string> {
  const root = await makeFolder();
  await put(root, '.codealong/progress.json', progress);
  await put(root, 'main.py', 'print("hello")\n');
  return root;
}

export const SAYS = 'test_say.py::test_says';
export const LOUD = 'test_say.py::test_loud';

/** The learner's folder that is open. */
export function rootOf(scene: Scene): string {
  return scene.folders[0] ?? '';
}

export function targetOf(scene: Scene): Target {
  const course = scene.workspace.courseById('echo');
  const step = course?.steps[0];
  if (course === null || step === undefined) throw new Error('the scene has no course');
  return scene.workspace.targetIn({ root: rootOf(scene), course }, step);
}

/** Runs an item with this sandbox. @returns what the Testing view was told */
export async function run(scene: Scene, script: Script, id = 'echo/say'): Promise<string> {
  scene.script = script;
  await scene.testing.run([scene.testing.item(id)]);
  return scene.log;
}

/** Lines of an expected text, without the indentation that it has in the test. */
export function lines(text: string): string {
  const all = text.replace(/^\n/, '').trimEnd().split('\n');
  const indent = Math.min(...all.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return all.map((line) => line.slice(indent).trimEnd()).join('\n');
}
