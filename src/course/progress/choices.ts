import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import { utf8 } from '../../contract/decode';
import { diskErrorCode, isFile, readWhole } from '../files/disk';
import { LEARNER_FOLDER } from '../program/root';

const MAX_BYTES = 64 * 1024;

/** The learner works in this folder without AI suggestions. */
export interface WithoutAi {
  /** Whether the editor's settings have said so at least once. */
  readonly applied: boolean;
}

function choicesFile(root: string): string {
  return path.join(root, LEARNER_FOLDER, 'choices.json');
}

/** Whether anything was ever chosen in this folder. Cheap: it reads nothing. */
export function hasChoices(root: string): Promise<boolean> {
  return isFile(choicesFile(root));
}

/** Null when the learner has not chosen it, or when the file cannot be understood: then the editor is left as it is. Never rejects. */
export async function readWithoutAi(root: string): Promise<WithoutAi | null> {
  const bytes = await readWhole(choicesFile(root), MAX_BYTES).catch(() => null);
  const chosen = bytes === null ? null : parsed(utf8(bytes) ?? '');
  return chosen?.without_ai === true ? { applied: chosen.applied === true } : null;
}

/** Null forgets the choice. @throws CodedError `progress-unwritable` {file, reason} */
export async function writeWithoutAi(root: string, choice: WithoutAi | null): Promise<void> {
  const file = choicesFile(root);
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    if (choice === null) return await rm(file, { force: true });
    await mkdir(path.dirname(file), { recursive: true });
    const content = { format_version: 1, without_ai: true, applied: choice.applied };
    await writeFile(temporary, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new CodedError('progress-unwritable', { file, reason: diskErrorCode(error) }, { cause: error });
  }
}

/** The folder may come from anybody, so the file may hold anything. */
function parsed(text: string): { readonly without_ai?: unknown; readonly applied?: unknown } | null {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' ? found : null;
  } catch {
    return null;
  }
}
