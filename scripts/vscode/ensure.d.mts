/** Types of `ensure.mjs`, for the ui tests. */
import type { Place } from './server.mjs';

export interface HostMachine {
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid: number | null;
  readonly osRelease: string;
}

export function thisMachine(): HostMachine;
export function ensureVscode(options: {
  readonly root: string;
  readonly machine: HostMachine;
  readonly say: (text: string) => void;
}): Promise<(Place & { readonly chromium: string }) | null>;
