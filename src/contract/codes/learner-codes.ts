import type { Amount } from './course-codes';

interface NotReached {
  readonly file: string;
  /** The system's name of the error (`EACCES`); null if it has none. */
  readonly reason: string | null;
}

/** The learner's folder, its files, and the record of their progress. */
export interface LearnerCodes {
  /** `whole`: false if not everything was counted. */
  readonly 'folder-too-large': Amount & { readonly whole: boolean };
  readonly 'bad-file-name': {
    readonly name: string;
    readonly why: 'absolute' | 'empty' | 'nul' | 'not-unicode' | 'outside' | 'too-long';
  };
  readonly 'file-missing': { readonly file: string; readonly similar: string | null };
  /** In a learner's folder. `renamed`: the one file that may be the program now; null when there is none, or there are several. */
  readonly 'entry-missing': { readonly file: string; readonly folder: string; readonly renamed: string | null };
  /** `link`: the entry, or a folder above it. `target`: where it leads, absolute; null if that is not known. */
  readonly 'entry-is-link': {
    readonly file: string;
    readonly link: string;
    readonly target: string | null;
    readonly why: 'outside' | 'folder' | 'broken';
  };
  /** The title of the course, and the name of its language. */
  readonly 'no-learner-folder': { readonly course: string; readonly language: string };
  readonly 'file-unreadable': NotReached;
  readonly 'file-not-saved': { readonly file: string };
  readonly 'file-outside-root': { readonly file: string; readonly root: string };
  readonly 'source-utf16': { readonly file: string; readonly language: string };
  readonly 'source-nul': { readonly file: string; readonly line: number; readonly language: string };
  readonly 'progress-unreadable': { readonly file?: string; readonly reason: string };
  /** `where`: the field, empty for the whole file. `copy`: where the damaged file was kept. */
  readonly 'progress-broken': { readonly where: string; readonly copy?: string };
  /** `unrecorded`: a step has passed, and could not be written there. */
  readonly 'progress-newer': { readonly version: number; readonly supported: number; readonly unrecorded?: true };
  /** The id of the course. */
  readonly 'folder-course-unknown': { readonly course: string; readonly restricted: boolean };
  readonly 'progress-unwritable': NotReached;
  readonly 'course-not-copied': NotReached;
  readonly 'copy-not-kept': NotReached;
  /** `changed`: the files that were replaced or removed before this one. A copy of all of them was kept. */
  readonly 'files-not-replaced': NotReached & { readonly changed: readonly string[] };
  readonly 'file-not-copied': { readonly file: string };

  readonly 'source-empty': { readonly file: string };
  readonly 'venv-left-out': { readonly name: string };
  readonly 'link-left-out': { readonly name: string; readonly why: 'outside' | 'folder' | 'broken' };
  readonly 'device-left-out': NotReached;
  /** `name` of the module. */
  readonly 'shadows-standard-module': { readonly name: string; readonly file: string; readonly language: string };
}
