import path from 'node:path';
import type * as vscode from 'vscode';
import { OUTCOMES } from '../../contract/outcomes';
import { type Covered, type CoveredFile, coverageOf } from '../../results/coverage/coverage';
import { coverageText } from '../../results/coverage/describe-coverage';
import { programCatalogue } from '../../results/texts/program-catalogue';
import { speak } from '../../results/texts/translation';
import type { StepResult } from '../../run/request';
import type { Api } from '../base/api';
import type { Target } from '../base/target';

/** A step that was run with coverage, and where it is shown. */
export interface CoverageRun {
  readonly target: Target;
  readonly run: vscode.TestRun;
  readonly result: StepResult;
  /** The item of a test, by the id of the test in a whole course; undefined for one that is not shown. */
  readonly item: (test: string) => vscode.TestItem | undefined;
}

/** A file as the editor was told of it, with the ids of the tests that have reached something of it. */
interface ShownFile {
  readonly file: CoveredFile;
  readonly tests: ReadonlyMap<vscode.TestItem, string>;
}

/** Which lines the tests have reached: beside the lines and in the view *Test Coverage*, which are the editor's own, and in words. */
export class CoverageView {
  readonly #shown = new WeakMap<vscode.FileCoverage, ShownFile>();
  /** What the steps of a test run have told together, by the root of the program. */
  readonly #together = new WeakMap<vscode.TestRun, Map<string, Covered>>();

  constructor(private readonly api: Api) {
    speak(api.l10n.bundle, { program: programCatalogue.words });
  }

  /** Resolves when it is shown. @returns what the step's tests did not reach, or why there is no coverage, in words */
  async show(shown: CoverageRun): Promise<string> {
    const { covered, verdict } = shown.result;
    const own = await covered;
    const { notRun } = programCatalogue.words.coverage;
    if (own === undefined) return notRun;
    const found = coverageOf(own);
    if (typeof found !== 'string') this.#add(shown, own);
    const cameToEnd = verdict.outcome === 'passed' || OUTCOMES[verdict.outcome].toldByTests;
    return found === 'broken-off' && !cameToEnd ? notRun : coverageText(found);
  }

  /** @param test null for all tests together */
  details(coverage: vscode.FileCoverage, test: vscode.TestItem | null): vscode.FileCoverageDetail[] {
    const shown = this.#shown.get(coverage);
    return shown === undefined ? [] : this.#details(shown, test);
  }

  #add({ target, run, item }: CoverageRun, own: Covered): void {
    const all = this.#withEarlier(run, target.root, own);
    const files = coverageOf(all);
    for (const file of typeof files === 'string' ? [] : files) {
      const uri = this.api.Uri.file(path.join(target.root, ...file.path.split('/')));
      const shown = { file, tests: testsOf(file, item) };
      const coverage = this.api.FileCoverage.fromDetails(uri, this.#details(shown, null));
      // From VS Code 1.96 on it asks for the lines of one test. Older ones do not know the field.
      Object.assign(coverage, { includesTests: [...shown.tests.keys()] });
      this.#shown.set(coverage, shown);
      run.addCoverage(coverage);
    }
  }

  /** The steps of one test run are shown together, unless the program has changed between them. */
  #withEarlier(run: vscode.TestRun, root: string, own: Covered): Covered {
    const known = this.#together.get(run) ?? new Map<string, Covered>();
    const before = known.get(root);
    const all =
      before !== undefined && isSameProgram(before, own) ? { ...own, jobs: [...before.jobs, ...own.jobs] } : own;
    this.#together.set(run, known.set(root, all));
    return all;
  }

  #details({ file, tests }: ShownFile, test: vscode.TestItem | null): vscode.FileCoverageDetail[] {
    const { StatementCoverage, DeclarationCoverage } = this.api;
    const id = test === null ? null : (tests.get(test) ?? '');
    const isReached = (by: ReadonlySet<string>) => (id === null ? by.size > 0 : by.has(id));
    // A place without an end is the line from there on.
    const at = (line: number) => new this.api.Position(line - 1, 0);
    const lines = [...file.lines].map(([line, by]) => new StatementCoverage(isReached(by), at(line)));
    const functions = file.functions.map(
      (one) => new DeclarationCoverage(one.name, isReached(one.tests), at(one.line)),
    );
    return [...lines, ...functions];
  }
}

function testsOf({ lines }: CoveredFile, item: CoverageRun['item']): ReadonlyMap<vscode.TestItem, string> {
  const ids = new Set([...lines.values()].flatMap((tests) => [...tests]));
  const shown = [...ids].flatMap((id) => {
    const found = item(id);
    return found === undefined ? [] : [[found, id] as const];
  });
  return new Map(shown);
}

function isSameProgram(one: Covered, other: Covered): boolean {
  const isSame = ({ path, bytes }: Covered['files'][number], at: number) =>
    other.files[at]?.path === path && Buffer.compare(bytes, other.files[at].bytes) === 0;
  return one.files.length === other.files.length && one.files.every(isSame);
}
