import path from 'node:path';
import type { Uri } from 'vscode';
import { LEARNER_FOLDER } from '../../course/root';

/** Whether a file lies in a folder and counts as the learner's: not what we keep there ourselves. `root` is absolute. */
export function isInside(root: string, uri: Uri): boolean {
  if (uri.scheme !== 'file') return false;
  // By the rules of this machine, which on Windows knows no case.
  const relative = path.relative(root, uri.fsPath);
  const first = relative.split(path.sep)[0] ?? '';
  return !path.isAbsolute(relative) && first !== '' && first !== '..' && first !== LEARNER_FOLDER;
}

/** Whether two absolute paths name one file, by the rules of this machine. */
export function isSame(left: string, right: string): boolean {
  return path.relative(left, right) === '';
}
