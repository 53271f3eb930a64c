import path from 'node:path';
import { exists } from './disk';

/** Made by tools, never part of a program. Hidden folders are left out as well: `.git`, `.venv`, `.mypy_cache`, `.idea`, … */
const NAMES = new Set(['node_modules', '__pycache__', 'site-packages']);

/** What the desktop leaves lying about. */
const JUNK = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

export function isToolFolder(name: string): boolean {
  return name.startsWith('.') || NAMES.has(name);
}

export function isJunk(name: string): boolean {
  return JUNK.has(name);
}

/** Whatever it is called: `python -m venv` leaves a `pyvenv.cfg`, conda a `conda-meta`. */
export async function isVirtualEnvironment(folder: string): Promise<boolean> {
  return (await exists(path.join(folder, 'pyvenv.cfg'))) || (await exists(path.join(folder, 'conda-meta')));
}
