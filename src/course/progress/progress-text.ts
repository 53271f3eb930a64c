import type { Message } from '../../contract/codes';
import { count, DecodeError, nullable, object, record, text } from '../../contract/decode';
import type { Progress, StepDone } from './progress';

const VERSION = 1;

export type DamageCode = 'progress-broken' | 'progress-newer';

/** What the bytes of a `progress.json` say. */
export interface ProgressText {
  /** Null when we cannot understand it. */
  readonly progress: Progress | null;
  readonly fault: Message<DamageCode> | null;
  /** The id of the course, which a damaged file may still tell. */
  readonly course: string | null;
}

const fields = object({
  format_version: count,
  course: text,
  steps: record(object<StepDone>({ done_at: text, seed: count })),
  current: nullable(text),
});

/** Never throws. */
export function parseProgress(bytes: Uint8Array): ProgressText {
  try {
    const raw: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const version = versionOf(raw);
    if (version !== null && version > VERSION)
      return faulty(bytes, { code: 'progress-newer', args: { version, supported: VERSION } });
    const progress: Progress = { ...fields(raw, ''), format_version: VERSION };
    return { progress, fault: null, course: progress.course };
  } catch (error) {
    // An empty path when it is not even JSON.
    return faulty(bytes, { code: 'progress-broken', args: { where: error instanceof DecodeError ? error.path : '' } });
  }
}

function faulty(bytes: Uint8Array, fault: Message<DamageCode>): ProgressText {
  return { progress: null, fault, course: courseIn(bytes) };
}

/** Of a newer format no other field has to be as we know it. */
function versionOf(raw: unknown): number | null {
  if (typeof raw !== 'object' || raw === null || !('format_version' in raw)) return null;
  return Number.isInteger(raw.format_version) ? Number(raw.format_version) : null;
}

/** Half a file, or one with a conflict in it, still names its course: null when it names none or several. */
function courseIn(bytes: Uint8Array): string | null {
  const named = new TextDecoder().decode(bytes).matchAll(/"course"\s*:\s*"([a-z][a-z0-9-]*)"/g);
  const ids = new Set([...named].map(([, id]) => id));
  const [id = null] = ids;
  return ids.size === 1 ? id : null;
}
