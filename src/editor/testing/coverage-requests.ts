import type * as vscode from 'vscode';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { Api, Disposable } from '../base/api';
import type { CoverageView } from '../coverage/coverage-view';
import type { TestRuns } from './test-runs';
import type { TestTree } from './tree';

export interface CoverageSources {
  /** Loaded with the first run that asks for coverage. */
  readonly coverage: () => Promise<Pick<CoverageView, 'show' | 'details'>>;
}

/** The profile *Coverage* of the Testing view. Its runs are runs like any other, and once more, traced, when the verdict is there. */
export class CoverageRequests implements Disposable {
  readonly #profile: vscode.TestRunProfile;

  constructor(api: Api, tree: TestTree, runs: Pick<TestRuns, 'handle'>, { coverage }: CoverageSources) {
    const handle = (request: vscode.TestRunRequest, token: vscode.CancellationToken) =>
      runs.handle(request, token, undefined, async (shown) => (await coverage()).show(shown));
    const { Coverage } = api.TestRunProfileKind;
    const { withCoverage } = editorCatalogue.state;
    this.#profile = tree.controller.createRunProfile(withCoverage, Coverage, handle, true);
    const details = async (file: vscode.FileCoverage, test: vscode.TestItem | null) =>
      (await coverage()).details(file, test);
    this.#profile.loadDetailedCoverage = (_run, file) => details(file, null);
    // From VS Code 1.96 on. Older ones do not call it.
    const forTest = (_run: vscode.TestRun, file: vscode.FileCoverage, test: vscode.TestItem) => details(file, test);
    Object.assign(this.#profile, { loadDetailedCoverageForTest: forTest });
  }

  dispose(): void {
    this.#profile.dispose();
  }
}
