import type { CodeAction, CodeActionContext, CodeActionProvider, Range, TextDocument } from 'vscode';
import type { ReportTest } from '../../contract/report';
import { runtimeTitle } from '../../contract/runtime';
import { programDocuments } from '../../course/languages';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS } from '../base/commands';
import type { RunNewsSource } from '../base/run-news';
import { DIAGNOSTIC_SOURCE } from './diagnostics';

/** The quick fix of a line that another runtime of the course would run: the tests, in that runtime. */
export class RuntimeFix implements CodeActionProvider, Disposable {
  readonly #disposables = new DisposableStore();
  /** Ids of runtimes by `file:line`, of the last run in each folder. The file is an address, the line counts from 0. */
  readonly #runtimes = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    private readonly api: Api,
    service: RunNewsSource,
  ) {
    this.#disposables.add(
      service.onNews((news) => {
        const { root } = news.target;
        if (news.kind === 'started') this.#runtimes.delete(root);
        if (news.kind === 'verdict') this.#runtimes.set(root, new Map(this.#placesOf(root, news.report.tests)));
      }),
    );
    const kinds = { providedCodeActionKinds: [api.CodeActionKind.QuickFix] };
    this.#disposables.add(api.languages.registerCodeActionsProvider(programDocuments(), this, kinds));
  }

  /** Only beside a mark of the last run: an edit takes the mark away, and the fix with it. */
  provideCodeActions({ uri }: TextDocument, _at: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    const marks = diagnostics.filter(({ source }) => source === DIAGNOSTIC_SOURCE);
    return marks.flatMap((mark) => {
      const place = `${uri.toString()}:${mark.range.start.line}`;
      const runtime = [...this.#runtimes.values()].find((places) => places.has(place))?.get(place);
      if (runtime === undefined) return [];
      const title = editorCatalogue.buttons.runIn(runtimeTitle(runtime));
      const action = new this.api.CodeAction(title, this.api.CodeActionKind.QuickFix);
      action.command = { title, command: COMMANDS.chooseRuntime.id, arguments: [uri, runtime] };
      action.diagnostics = [mark];
      return [action];
    });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #placesOf(root: string, tests: readonly Placed[]): [place: string, runtime: string][] {
    return tests.flatMap(({ location, run_in }) => {
      if (location === null || run_in === undefined) return [];
      const uri = this.api.Uri.joinPath(this.api.Uri.file(root), location.file);
      return [[`${uri.toString()}:${location.line - 1}`, run_in]];
    });
  }
}

type Placed = Pick<ReportTest, 'location' | 'run_in'>;
