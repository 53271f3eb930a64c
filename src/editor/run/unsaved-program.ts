import { readFile } from 'node:fs/promises';
import type { Api } from '../base/api';
import { isSame, type Target } from '../base/target';
import { unsavedIn } from './saving';

/**
 * The program as the editor has it, when it alone in its folder is unsaved: then it can be run while it is saved. Null when
 * saving has to come first.
 */
export function unsavedProgram(api: Api, { root, file }: Target): Uint8Array | null {
  const [only, ...others] = unsavedIn(api, root);
  if (only === undefined || others.length > 0 || !isSame(only.uri.fsPath, file)) return null;
  return Buffer.from(only.getText(), 'utf8');
}

/** Whether the file has these contents. A formatter, another encoding or the person may have saved other ones. */
export async function isOnDisk(file: string, bytes: Uint8Array): Promise<boolean> {
  return readFile(file).then(
    (found) => found.equals(bytes),
    () => false,
  );
}
