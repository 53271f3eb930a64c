import path from 'node:path';
import type { Uri } from 'vscode';
import { isJunk, isToolFolder } from '../../course/files/left-out';

/**
 * Whether a file lies in a folder and counts as the learner's: not what we keep there ourselves, nor what tools leave there. `root` is
 * absolute.
 */
export function isInside(root: string, uri: Uri): boolean {
  if (uri.scheme !== 'file') return false;
  // By the rules of this machine, which on Windows knows no case.
  const relative = path.relative(root, uri.fsPath);
  const folders = relative.split(path.sep);
  const name = folders.pop() ?? '';
  if (path.isAbsolute(relative) || name === '' || name === '..' || folders[0] === '..') return false;
  return !folders.some(isToolFolder) && !isJunk(name);
}

/** Whether two absolute paths name one file, by the rules of this machine. */
export function isSame(left: string, right: string): boolean {
  return path.relative(left, right) === '';
}
