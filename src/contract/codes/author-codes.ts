import type { BuildFailed } from './engine-codes';

/** A step: its id, and its number from 1. */
interface OfStep {
  readonly step: string;
  readonly number: number;
}

/** A program that was tried on a step. */
interface TriedProgram extends OfStep {
  readonly program: string;
  /** Relative to the course, with `/`. */
  readonly name: string;
}

interface Ended extends TriedProgram {
  readonly outcome: string;
}

/** A test with a mark; `reason` is the author's own. */
interface Marked extends TriedProgram {
  readonly test: string;
  readonly reason: string | null;
}

interface InText {
  /** Relative to the course, with `/`. */
  readonly file: string;
}

/** What `codealong check` finds. */
export interface AuthorCodes {
  readonly 'check-format': { readonly course: string; readonly steps: number };
  readonly 'check-passes': Ended;
  readonly 'check-fails': Ended;
  readonly 'check-should-pass': Ended;
  readonly 'check-should-fail': Ended;
  /** Their names, with commas between. */
  readonly 'check-packages': { readonly packages: string };
  readonly 'check-client-good': InText;
  readonly 'check-client-unreadable': InText & { readonly reason: string };
  readonly 'check-client-fails': InText & { readonly exit_code: number | null; readonly signal: number | null };
  readonly 'check-client-hangs': InText & { readonly seconds: number };
  readonly 'check-client-not-started': InText;
  /** The name of a folder. */
  readonly 'step-unknown': { readonly name: string };
  readonly 'program-missing': TriedProgram & InText;
  /** `broken`: ids of steps. */
  readonly 'check-regression': TriedProgram & { readonly broken: string };
  readonly 'check-suite-broken': Ended;
  /** The suite imports a module that the sandbox does not have. */
  readonly 'check-suite-module': Ended & { readonly module: string };
  readonly 'mark-of-plugin': OfStep & { readonly mark: string; readonly plugin: string };
  /** `known`: the mark that is spelled almost like it, and is one. */
  readonly 'mark-unknown': OfStep & { readonly mark: string; readonly known: string };
  /** A line of the suite raises this exception on what the program gave. `source`: the line; empty if it is not known. */
  readonly 'answer-breaks-line': Ended & { readonly test: string; readonly type: string; readonly source: string };
  /** `places`: `main.py:24-27, main.py:40 answer(), extra.py`. */
  readonly 'solution-unreached': TriedProgram & { readonly places: string };
  readonly 'check-trouble': Ended;
  readonly 'test-skipped': Marked;
  readonly 'test-fails-as-marked': Marked;
  readonly 'test-passes-though-marked': Marked;
  readonly 'starter-breaks': Ended & { readonly test: string | null };
  readonly 'starter-unclear': Ended & { readonly test: string | null };

  readonly 'text-good': InText;
  readonly 'text-missing': InText & OfStep;
  readonly 'text-empty': InText;
  readonly 'text-not-utf8': InText;
  /** `reason`: the system's name of the error; `EFBIG` for a text that is too large. */
  readonly 'text-unreadable': InText & { readonly reason: string };
  readonly 'readme-no-title': Partial<InText>;
  readonly 'readme-only-title': Partial<InText>;
  readonly 'hints-none': Partial<InText>;
  readonly 'hint-untitled': Partial<InText>;
  readonly 'hint-empty': Partial<InText> & { readonly title: string };
  /** Advice: longer than a learner in trouble reads. */
  readonly 'hint-long': Partial<InText> & { readonly title: string; readonly words: number; readonly most: number };
  /** Advice: there is no ladder. */
  readonly 'hints-few': Partial<InText>;
  readonly 'links-good': InText & { readonly count: number };
  readonly 'link-empty': { readonly link: string };
  readonly 'link-undefined': { readonly link: string };
  readonly 'link-outside': { readonly link: string };
  readonly 'link-nowhere': InText & { readonly link: string };
  readonly 'link-anchor': InText & { readonly link: string; readonly anchor: string; readonly known: string };

  readonly 'wrong-caught': TriedProgram & { readonly test: string };
  /** `was`: the code of the finding for which the text was written. */
  readonly 'wrong-accepted': TriedProgram & { readonly was: string };
  readonly 'wrong-passes': Ended;
  readonly 'wrong-unreadable': Ended & { readonly language: string | null };
  readonly 'wrong-not-caught': Ended;
  readonly 'wrong-no-text': Ended & { readonly test: string };
  /** The run ended by this limit, so its text is not kept. */
  readonly 'wrong-limit': Ended & { readonly test: string };
  readonly 'wrong-text-form': Ended & { readonly test: string };
  readonly 'wrong-unknown-test': Ended & { readonly named: string; readonly test: string };
  readonly 'wrong-other-test': Ended & {
    readonly named: string;
    readonly named_outcome: string;
    readonly test: string;
  };
  readonly 'wrong-text-differs': TriedProgram & { readonly test: string };
  readonly 'wrong-text-alone': OfStep & { readonly name: string; readonly extension: string };
  readonly 'wrong-odd': OfStep & {
    readonly name: string;
    readonly why: 'no-entry' | 'no-program' | 'two' | 'too-large';
    readonly extension: string;
  };

  readonly 'repeats-pass': Repeated;
  readonly 'repeats-differ': Repeated;
  readonly 'wrong-steady': TriedProgram & { readonly texts: number; readonly of: number };
  readonly 'wrong-unsteady': TriedProgram & { readonly texts: number; readonly of: number };
  readonly 'reference-passes': Compared;
  readonly 'reference-differs': Compared;
  readonly 'reference-fails': Compared;
  readonly 'reference-agrees': Compared;
  readonly 'derived-build-failed': BuildFailed & { readonly folder: string };
}

/** Several runs of one program, one after the other. `seeds`: those of the runs that did not pass; `first`: the first of them. */
interface Repeated extends TriedProgram {
  readonly passed: number;
  readonly of: number;
  readonly seeds: string;
  readonly seed: number | null;
  readonly loaded: boolean;
}

/** `why`: the course's own reason why the genuine program does not pass. */
interface Compared extends Ended {
  readonly why: string | null;
}
