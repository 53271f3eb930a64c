export type Advice = string | ((message: string) => string);

/** Advice for exceptions of one of these types, with a message that fits. */
export interface Hint {
  readonly types: readonly string[];
  readonly message?: RegExp;
  readonly when?: (message: string) => boolean;
  readonly advice: Advice;
}

/** The number of an `[Errno 98]`; null when there is none. */
export function errnoOf(message: string): number | null {
  const match = /\[Errno (-?\d+)\]/.exec(message) ?? /^error while attempting to bind.*\[errno (\d+)\]/i.exec(message);
  return match === null ? null : Number(match[1]);
}

/** The first quoted name of a message: `requests` of "No module named 'requests'". */
export function nameIn(message: string): string {
  return /'([^']+)'/.exec(message)?.[1] ?? 'it';
}
