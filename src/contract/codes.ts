/**
 * What happened, for machines. Every text that a person reads is made from one of these and its args, in the catalogue of
 * `src/results/texts`; nothing below that room writes prose.
 */
export interface Message {
  readonly code: string;
  readonly args: Readonly<Record<string, MessageValue>>;
}

export type MessageValue = string | number | boolean | null;

/** An error that already knows what to tell the person who reads it. */
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

/** For whoever only looks: somebody else says what is wrong. */
export function nullIfCoded(error: unknown): null {
  if (error instanceof CodedError) return null;
  throw error;
}
