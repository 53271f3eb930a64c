import type { Platform } from '../../contract/platform';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { CourseWorkspace } from '../course/course-workspace';
import type { Edits } from '../course/edits';
import type { Journey } from '../course/journey';
import type { Targets } from '../course/targets';
import type { RunService } from '../run/run-service';
import { CoverageRequests, type CoverageSources } from './coverage-requests';
import { type DebugRequestSources, DebugRequests } from './debug-requests';
import type { HintOffers } from './hint-offers';
import { Invalidation } from './invalidate';
import { RunOnSave } from './run-on-save';
import { StepTargets } from './step-targets';
import { SuiteDocuments } from './suite-document';
import { TestRequests } from './test-requests';
import { TestRuns } from './test-runs';
import { TestTree } from './tree';

export interface TestingSources extends DebugRequestSources, CoverageSources {
  readonly platform: Platform;
  readonly workspace: CourseWorkspace;
  readonly targets: Targets;
  readonly service: RunService;
  readonly edits: Edits;
  readonly journey: Journey;
  readonly hints: HintOffers;
  /** Tells a defect of ours in a run that nobody waits for. */
  readonly failed: (error: unknown) => void;
}

/** The Testing view with everything behind it: its items, the documents of the suites, and the one path of every run. */
export class Testing implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly tree: TestTree;
  readonly suites: SuiteDocuments;
  readonly requests: TestRequests;
  readonly debugging: DebugRequests;
  readonly onSave: RunOnSave;

  constructor(
    private readonly api: Api,
    private readonly sources: TestingSources,
  ) {
    const { workspace, platform } = sources;
    this.tree = this.#makeTree();
    this.suites = this.#disposables.add(new SuiteDocuments(api, workspace, platform));
    // One for both: what was run last is what is debugged.
    const targets = new StepTargets(api, workspace, sources.targets);
    const runs = this.#makeRuns(targets);
    const { service, failed } = sources;
    const saving = { roots: () => workspace.roots, service, failed };
    this.onSave = this.#disposables.add(new RunOnSave(api, saving, (request, token) => runs.handle(request, token)));
    this.requests = this.#disposables.add(new TestRequests(api, this.tree, runs, this.onSave));
    this.#disposables.add(new CoverageRequests(api, this.tree, runs, sources));
    this.debugging = this.#disposables.add(new DebugRequests(api, this.tree, targets, sources));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #makeTree(): TestTree {
    const { workspace, platform } = this.sources;
    const tree = this.#disposables.add(new TestTree(this.api, workspace, platform));
    const { controller } = tree;
    // The results of the whole course, as after an edit by the learner: else the course stays green above an outdated step.
    this.#disposables.add(tree.onDidChangeSuite((item) => controller.invalidateTestResults(item.parent ?? item)));
    return tree;
  }

  #makeRuns(stepTargets: StepTargets): TestRuns {
    const { api, tree } = this;
    const { workspace, targets, service, edits, journey, hints } = this.sources;
    const invalidation = this.#disposables.add(new Invalidation(api, tree, workspace, { service, edits, targets }));
    return new TestRuns(api, tree, stepTargets, service, invalidation, journey, hints);
  }
}
