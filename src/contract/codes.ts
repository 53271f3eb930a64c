/**
 * What happened, as a code with args. Every text that a person reads is made from one of these, in the catalogue of
 * `src/results/texts`. No room below that one writes prose.
 */
export interface Message {
  readonly code: string;
  readonly args: Readonly<Record<string, MessageValue>>;
}

export type MessageValue = string | number | boolean | null;

/** An error that carries the message for the person who reads it. */
export class CodedError extends Error {
  constructor(
    readonly code: string,
    readonly args: Readonly<Record<string, MessageValue>> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'CodedError';
  }
}

/** For callers that only look: another part reports what is wrong. */
export function nullIfCoded(error: unknown): null {
  if (error instanceof CodedError) return null;
  throw error;
}
