import { WORK } from '../contract/image';

/**
 * The learner's files on this machine and in the sandbox. Only files that were sent have a place: whatever else a program names is none of
 * the editor's business.
 */
export class Places {
  readonly #here: ReadonlyMap<string, string>;
  readonly #there: ReadonlyMap<string, string>;

  /**
   * @param files paths in the sandbox, relative to the program's folder, with their absolute paths on this machine
   * @param caseless whether this machine's file names are the same in upper and lower case, as on Windows
   */
  constructor(
    files: ReadonlyMap<string, string>,
    private readonly caseless: boolean,
  ) {
    this.#here = new Map([...files].map(([path, here]) => [`${WORK}/${path}`, here]));
    this.#there = new Map([...files].map(([path, here]) => [this.#same(here), `${WORK}/${path}`]));
  }

  /** @returns null for what is no file of the learner's */
  here(there: unknown): string | null {
    return typeof there === 'string' ? (this.#here.get(there) ?? null) : null;
  }

  /** @returns null for a file that was not sent */
  there(here: unknown): string | null {
    return typeof here === 'string' ? (this.#there.get(this.#same(here)) ?? null) : null;
  }

  /** A drive has either case, also where the rest has one. */
  #same(path: string): string {
    if (this.caseless) return path.replaceAll('/', '\\').toLowerCase();
    return path.normalize('NFC');
  }
}
