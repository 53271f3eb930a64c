import { learnerFile } from '../../contract/image';
import type { Forgotten } from '../../contract/language';

/** Python's warning about a coroutine that was created but never awaited: none of its code has run. */
const NEVER_AWAITED = /^(\/.+):(\d{1,7}): RuntimeWarning: coroutine '([^']+)' was never awaited$/m;
/** The coroutine that a program called without awaiting it, and the learner's line. */
export function neverAwaited(stderr: string): Forgotten | null {
  const [, path = '', line, name = ''] = NEVER_AWAITED.exec(stderr) ?? [];
  const file = learnerFile(path);
  return file === null ? null : { function: name, place: { file, line: Number(line) } };
}
