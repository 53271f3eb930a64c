/** Types of `setup-advice.mjs`, for its tests. */
export interface Machine {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** null where there are no user ids. */
  readonly uid: number | null;
  /** Text of `/etc/os-release`, empty where there is none. */
  readonly osRelease: string;
  readonly answer: 'missing' | 'stopped' | 'refused';
}

export type Plan =
  | { readonly kind: 'install'; readonly packages: readonly string[] }
  | { readonly kind: 'explain'; readonly lines: readonly string[] };

export const OLDEST_NODE: readonly [number, number];
export const DEBIAN_PACKAGES: readonly string[];
export function nodeIsNewEnough(version: string): boolean;
export function distribution(osRelease: string): string[];
export function isDebianLike(osRelease: string): boolean;
export function enginePlan(machine: Machine): Plan;
