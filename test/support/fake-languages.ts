import { FakeAction, FakeDiagnostic, FakeLens, type FakeUri, type Mark } from './fake-values';

const nothing = () => ({ dispose: () => undefined });

/** What stands beside the lines of a program: its marks, its lenses, its quick fixes. */
export class FakeLanguages {
  /** By the address of a file. */
  readonly marks = new Map<string, readonly Mark[]>();

  /** For the fake of the editor. */
  get members() {
    return {
      CodeLens: FakeLens,
      CodeAction: FakeAction,
      CodeActionKind: { QuickFix: 'quickfix' },
      Diagnostic: FakeDiagnostic,
      DiagnosticSeverity: { Error: 0 },
      languages: {
        createDiagnosticCollection: () => this.#collection(),
        registerCodeLensProvider: nothing,
        registerCodeActionsProvider: nothing,
      },
    };
  }

  #collection() {
    return {
      set: (uri: FakeUri, marks: readonly Mark[]) => this.marks.set(uri.toString(), marks),
      delete: (uri: FakeUri) => this.marks.delete(uri.toString()),
      clear: () => this.marks.clear(),
      dispose: () => this.marks.clear(),
    };
  }
}
