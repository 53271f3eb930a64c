import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TextDocument } from 'vscode';
import { readRegular } from '../../course/files/disk';
import { editorLanguages } from '../../course/languages';
import type { Api } from '../base/api';
import { isInside, isSame, type Target } from '../base/target';

/** The folder or file to save. */
export type SaveTarget = Pick<Target, 'root' | 'file' | 'alone'>;

/** Milliseconds that saving may take: a formatter may be part of it. */
export const SAVE_LIMIT_MS = 10_000;
const AGAIN_MS = 50;
/** A file may have been longer before an edit that is not on the disk. */
const SIZE_SLACK_BYTES = 1024 * 1024;

/**
 * Saves the unsaved files of a learner's folder, so that the tested text is the one on the screen. The editor saves them too when its own
 * buttons start a run, but does not wait, and refuses a file that it is just saving. So a refused file is tried again. Resolves to the absolute
 * paths of the files that could not be saved.
 *
 * A file that was edited while the editor was saving it counts as saved for us, although the edit is not on the disk. So the files that
 * count as saved are compared, too.
 */
export async function saveFolder(
  api: Api,
  target: SaveTarget,
  signal: AbortSignal,
  limitMs = SAVE_LIMIT_MS,
): Promise<readonly string[]> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const open = openIn(api, target.root).filter((document) => isMeant(document, target));
  const behind = Promise.all(open.filter((document) => !isUnsaved(document)).map(saveIfBehind));
  let left: readonly TextDocument[] = open.filter(isUnsaved);
  while (left.length > 0 && !limit.aborted) {
    left = await afterSaving(left, limit);
    if (left.length > 0) await pause(AGAIN_MS, limit);
  }
  await Promise.race([behind, pause(SAVE_LIMIT_MS, limit)]);
  return left.filter(isUnsaved).map(({ uri }) => uri.fsPath);
}

/** Does nothing for a file that is gone: it would come back. */
async function saveIfBehind(document: TextDocument): Promise<void> {
  const shown = document.getText();
  const stored = await textOnDisk(document.uri.fsPath, shown.length);
  if (stored !== null && stored !== shown) await document.save().then(Boolean, () => false);
}

/** Null for a file that cannot be read, or that is of another size altogether. A byte order mark is left out, as the editor does. */
async function textOnDisk(file: string, characters: number): Promise<string | null> {
  const bytes = await bytesOnDisk(file, 4 * characters + SIZE_SLACK_BYTES);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Through links, as the editor reads. Null for a file that cannot be read. */
async function bytesOnDisk(file: string, most: number): Promise<Uint8Array | null> {
  try {
    return await readRegular(await realpath(file), most);
  } catch {
    return null;
  }
}

/** In a folder outside any course, only the program and files that it may import are saved. */
function isMeant({ uri, languageId }: TextDocument, { alone, file }: SaveTarget): boolean {
  return alone !== true || editorLanguages().includes(languageId) || isSame(uri.fsPath, file);
}

export function unsavedIn(api: Api, root: string): readonly TextDocument[] {
  return openIn(api, root).filter(isUnsaved);
}

function openIn(api: Api, root: string): readonly TextDocument[] {
  return api.workspace.textDocuments.filter(({ isClosed, uri }) => !isClosed && isInside(root, uri));
}

/** The documents that are still to be saved. One that was saved and edited since is done. */
async function afterSaving(documents: readonly TextDocument[], limit: AbortSignal): Promise<readonly TextDocument[]> {
  const saved = new Set<TextDocument>();
  const all = documents.map(async (document) => {
    if (await document.save().then(Boolean, () => false)) saved.add(document);
  });
  await Promise.race([Promise.all(all), pause(SAVE_LIMIT_MS, limit)]);
  return documents.filter((document) => !saved.has(document) && isUnsaved(document));
}

function isUnsaved({ isDirty, isClosed }: TextDocument): boolean {
  return isDirty && !isClosed;
}

/** Resolves early when the signal aborts. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}

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
  const found = await bytesOnDisk(file, bytes.byteLength + 1);
  return found !== null && Buffer.from(bytes).equals(found);
}
