/** Where a runtime was named that cannot be had: the name of a setting; null for a command or its flag. */
interface Named {
  readonly setting: string | null;
}

/** The course, and what it asks of the version of its language. */
interface Asking {
  /** The title of the course. */
  readonly course: string;
  /** The name of its language. */
  readonly language: string;
  /** As the course writes it: `>=3.11 <3.14`. */
  readonly range: string;
}

/** `fitting`: the titles of the runtimes in which the course can be done, with commas between. */
interface Choices {
  readonly fitting: string;
}

/** Which runtime a program gets. Only the core and the command line choose one, so a window's own bundle is without these texts. */
export interface RuntimeCodes {
  /** `known`: ids. */
  readonly 'unknown-runtime': Named & {
    readonly runtime: string;
    readonly known: string;
    readonly suggestion: string | null;
  };
  /** `known`: the titles of all runtimes of the language. `later`: whether a later version of CodeAlong may have one that fits. */
  readonly 'no-runtime-fits': Asking & { readonly known: string; readonly later: boolean };
  /** `runtime`: the title of the one that was asked for. */
  readonly 'runtime-not-in-course': Asking & Choices & { readonly runtime: string };
  /** `runtime`: the title of the one that the learner works in. `why`: the course asks for another one, or this version does not know it. */
  readonly 'runtime-gone': Asking & Choices & { readonly runtime: string; readonly why: 'range' | 'unknown' };

  /** The folder's file has decided. `said`: as it is written there. `runtime`: the title of the chosen one, as in the notes below. */
  readonly 'runtime-by-folder': { readonly file: string; readonly said: string; readonly runtime: string };
  readonly 'folder-version-missing': Choices & {
    readonly file: string;
    readonly said: string;
    readonly runtime: string;
  };
  /** `named`: the title of the runtime in the setting. */
  readonly 'setting-not-in-course': {
    readonly setting: string;
    readonly named: string;
    readonly course: string;
    readonly runtime: string;
  };
}
