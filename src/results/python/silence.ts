import type { Place } from '../../contract/events';
import type { TestVerdict } from '../../contract/verdict';
import { learnerFile } from './source-places';

/** What Python warns of when a coroutine was made and thrown away: nothing of it has run. */
const NEVER_AWAITED = /^(\/.+):(\d{1,7}): RuntimeWarning: coroutine '([^']+)' was never awaited$/m;
/** What a suite shows for nothing. */
const NOTHING: ReadonlySet<string> = new Set(["''", "b''", '[]', '""']);

export interface Forgotten {
  readonly function: string;
  readonly place: Place;
}

/** The coroutine that a program has called and not awaited, and the learner's line. */
export function forgotten({ programs }: Pick<TestVerdict, 'programs'>): Forgotten | null {
  for (const { stderr } of programs) {
    const [, path = '', line, name = ''] = NEVER_AWAITED.exec(stderr) ?? [];
    const file = learnerFile(path);
    if (file !== null) return { function: name, place: { file, line: Number(line) } };
  }
  return null;
}

/** It ended well, wrote nothing at all, and the test had expected something. */
export function saidNothing({ failure, programs, output }: TestVerdict): boolean {
  const compared = failure?.code === 'assertion' && NOTHING.has(failure.actual ?? '');
  return compared && output === '' && programs.length > 0 && programs.every(({ exit_code }) => exit_code === 0);
}
