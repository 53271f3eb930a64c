/** Types of `chromium.mjs`, for the bench. */
export function findChromium(machine: {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): string | null;
