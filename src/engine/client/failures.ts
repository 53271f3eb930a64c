import { CodedError } from '../../contract/codes';
import { systemCode } from '../../contract/decode';

/** The most characters of a reason that the engine gives. */
export const REASON_CHARACTERS = 500;

/** An error of one call to the engine: refused by it (with a status), or not delivered to it. */
export function callFailure(call: string, error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const status = fieldOf(error, 'statusCode');
  if (typeof status !== 'number') return connectionLost(call, error);
  return new CodedError('engine-call-failed', { call, status, reason: reasonOf(error) }, { cause: error });
}

/** The connection broke, or could not be made, although the engine had answered before. */
export function connectionLost(call: string, error: unknown): CodedError {
  return new CodedError('engine-lost', { call, reason: systemCode(error) ?? 'cut-off' }, { cause: error });
}

/** The status that the engine refused a call with; null for every other error. */
export function refusedWith(error: unknown): number | null {
  const status = error instanceof CodedError && error.code === 'engine-call-failed' ? error.args.status : null;
  return typeof status === 'number' ? status : null;
}

/** docker-modem puts the engine's own words between a prefix and a space of its own. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return message
    .replace(/^\(HTTP code \d+\) \S.*? - /s, '')
    .trim()
    .slice(0, REASON_CHARACTERS);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : null;
}
