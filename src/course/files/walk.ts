import type { Stats } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';
import { diskErrorCode, exists } from './disk';

/** A regular file below the root. */
export interface FoundFile {
  /** Relative to the root, with the separators of this machine. */
  readonly relative: string;
  readonly absolute: string;
  readonly bytes: number;
}

/** An entry below the root that is neither a file nor a folder that we can take. Paths are relative. */
export interface Odd {
  readonly relative: string;
  /** `link`; `name`: not UTF-8; `device`: pipe, socket or device; else the file system's code, such as `EACCES`. */
  readonly why: string;
}

export interface Walk {
  readonly files: readonly FoundFile[];
  readonly odd: readonly Odd[];
  /** False when counting stopped because there was too much. */
  readonly whole: boolean;
}

export interface WalkOptions {
  /** Whether to walk into a folder. */
  readonly enter: (relative: string, absolute: string) => Promise<boolean>;
  /** Whether a file is wanted. Files that are not wanted are not counted. */
  readonly take: (relative: string) => boolean;
  /** Number of folder entries after which the walk stops. */
  readonly maxEntries: number;
}

/** Number of entries of a folder that are examined at the same time. */
const EXAMINED_TOGETHER = 32;

/** Lists everything below a folder, sorted by path, without reading any of it. Links are reported, never followed. */
export async function walk(root: string, options: WalkOptions): Promise<Walk> {
  const walker = new Walker(root, options);
  await walker.run();
  const byPath = (a: { relative: string }, b: { relative: string }) => (a.relative < b.relative ? -1 : 1);
  return { files: walker.files.sort(byPath), odd: walker.odd.sort(byPath), whole: walker.left >= 0 };
}

class Walker {
  readonly files: FoundFile[] = [];
  readonly odd: Odd[] = [];
  left: number;
  readonly #folders: string[] = [''];

  constructor(
    private readonly root: string,
    private readonly options: WalkOptions,
  ) {
    this.left = options.maxEntries;
  }

  async run(): Promise<void> {
    for (let folder = this.#folders.pop(); folder !== undefined && this.left >= 0; folder = this.#folders.pop()) {
      await this.#list(folder).catch((error: unknown) => this.#strange(folder ?? '', error));
    }
  }

  async #list(folder: string): Promise<void> {
    const names: string[] = [];
    for await (const { name } of await opendir(path.join(this.root, folder), { bufferSize: 256 })) {
      this.left -= 1;
      if (this.left < 0) break;
      names.push(folder === '' ? name : `${folder}${path.sep}${name}`);
      if (names.length === EXAMINED_TOGETHER) await this.#look(names.splice(0));
    }
    await this.#look(names);
  }

  async #look(names: readonly string[]): Promise<void> {
    await Promise.all(
      names.map(async (relative) => {
        const found = await lstat(path.join(this.root, relative)).catch((error: unknown) =>
          this.#strange(relative, error),
        );
        if (found !== null) await this.#sort(relative, found);
      }),
    );
  }

  async #sort(relative: string, found: Stats): Promise<void> {
    const absolute = path.join(this.root, relative);
    if (found.isDirectory()) {
      if (await this.options.enter(relative, absolute)) this.#folders.push(relative);
    } else if (this.options.take(relative)) {
      if (found.isFile()) this.files.push({ relative, absolute, bytes: found.size });
      else this.odd.push({ relative, why: found.isSymbolicLink() ? 'link' : 'device' });
    }
  }

  /** An entry that vanished meanwhile is ignored. A name that is not UTF-8 arrives with replacement marks, so its path does not exist. */
  #strange(relative: string, error: unknown): null {
    const why = diskErrorCode(error);
    if (why === '') throw error;
    if (relative.includes('\u{fffd}')) this.odd.push({ relative, why: 'name' });
    else if (why !== 'ENOENT') this.odd.push({ relative, why });
    return null;
  }
}

/** Made by tools, never part of a program. Hidden folders are left out too: `.git`, `.venv`, `.mypy_cache`, `.idea`, … */
const TOOL_FOLDERS = new Set(['node_modules', '__pycache__', 'site-packages']);

/** Files that desktops create. */
const JUNK = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

export function isToolFolder(name: string): boolean {
  return name.startsWith('.') || TOOL_FOLDERS.has(name);
}

/** Hidden folders that tools make. Another hidden name may be a file of the program, such as `.env`. */
const HIDDEN_FOLDERS = new Set([
  '.codealong',
  '.git',
  '.idea',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.venv',
  '.vscode',
]);

/** Whether a path that ends with this name is a tool's folder and not a file, as far as a name can tell. */
export function isToolFolderByName(name: string): boolean {
  return TOOL_FOLDERS.has(name) || HIDDEN_FOLDERS.has(name);
}

export function isJunk(name: string): boolean {
  return JUNK.has(name);
}

/** Independent of the folder's name: `python -m venv` creates a `pyvenv.cfg`, conda a `conda-meta`. */
export async function isVirtualEnvironment(folder: string): Promise<boolean> {
  return (await exists(path.join(folder, 'pyvenv.cfg'))) || (await exists(path.join(folder, 'conda-meta')));
}
