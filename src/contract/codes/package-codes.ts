/** A line of a list of packages. */
interface Listed {
  /** The list, relative to the course, with `/`. */
  readonly file: string;
  readonly line: number;
}

/** A wheel, by the name of its file. */
interface OfWheel {
  readonly wheel: string;
}

/** A file inside a wheel. */
interface InWheel extends OfWheel {
  readonly path: string;
}

/** Sizes that were found, and the most that may be. */
interface Unpacked {
  readonly bytes: number;
  readonly files: number;
  readonly most_bytes: number;
  readonly most_files: number;
}

/** What is wrong with the packages that a course brings. Only the core and the command line look at them. */
export interface PackageCodes {
  /** `file`: as `course.json` names it. */
  readonly 'package-file-missing': { readonly file: string };
  readonly 'package-file-unreadable': { readonly file: string; readonly reason: string };
  readonly 'package-file-link': { readonly file: string };
  readonly 'packages-too-large': { readonly bytes: number; readonly most: number };
  readonly 'requirement-form': Listed & { readonly source: string };
  readonly 'requirement-unpinned': Listed & { readonly package: string };
  readonly 'requirement-no-hash': Listed & { readonly package: string };
  /** `source`: a package of a list, without its hashes, of which only an interpreter can tell that it is no requirement. */
  readonly 'requirement-unread': { readonly source: string };
  /** `file`: the list. `found`: the hash of the wheel, in hexadecimal. */
  readonly 'wheel-hash-differs': OfWheel & { readonly file: string; readonly package: string; readonly found: string };
  /** `versions`: with commas between. */
  readonly 'package-twice': { readonly package: string; readonly versions: string };
  readonly 'wheel-name': { readonly file: string };

  readonly 'wheel-missing': { readonly package: string };
  /**
   * `package`: the first that does not lie in the course. `why`: there is no base image, it has no pip, pip found another hash, or something
   * else, as pip said it.
   */
  readonly 'wheel-not-fetched': {
    readonly why: 'no-base' | 'no-pip' | 'hash' | 'failed';
    readonly package: string;
    readonly said: string;
  };
  readonly 'wheel-no-zip': OfWheel & { readonly why: string };
  /** `wheels`: the files that there are. `version`: that of the interpreter. `machine`: the processor of the engine. */
  readonly 'wheel-unfit': {
    readonly package: string;
    readonly wheels: string;
    readonly version: string;
    readonly machine: string;
  };
  readonly 'wheel-path': InWheel;
  readonly 'wheel-link': InWheel;
  readonly 'wheel-broken': InWheel;
  readonly 'wheel-starts-code': InWheel;
  readonly 'packages-unpacked-too-large': Unpacked;
  readonly 'packages-collide': InWheel & { readonly other: string };
  readonly 'package-needs': { readonly package: string; readonly needs: string };
  readonly 'package-interpreter': { readonly package: string; readonly needs: string; readonly version: string };
  /** The engine's error, and the last line of the build before that. */
  readonly 'course-image-failed': { readonly course: string; readonly line: string; readonly last: string };
}
