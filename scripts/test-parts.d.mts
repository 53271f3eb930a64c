/** Types of `test-parts.mjs`, for its tests. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures?: readonly string[];
}
export interface Part {
  readonly name: string;
  /** Its deadline. */
  readonly seconds: number;
}
export function counted(
  part: Part,
  ended: { readonly code: number | null; readonly timedOut: boolean },
  counts: Counts | null,
): Counts & { readonly note: string };
export function shortened(failure: string): string;
