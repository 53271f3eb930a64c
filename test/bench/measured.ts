import type { Summary } from './statistics';

/** (a) a whole `docker run --rm`, (b) ours cold, (c) ours warm, (d) `python3 -m pytest` without any sandbox. */
export const LEGS = ['docker-run', 'cold', 'warm', 'bare'] as const;
export type LegName = (typeof LEGS)[number];

export const LEG_TITLES: Readonly<Record<LegName, string>> = {
  'docker-run': 'docker run --rm',
  cold: 'CodeAlong, cold',
  warm: 'CodeAlong, warm',
  bare: 'bare pytest',
};

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gb: number;
  readonly kernel: string;
  readonly engine: string;
  readonly node: string;
  /** Load average of the minute before the first round: what else the machine did. */
  readonly load: number;
}

/** Milliseconds of each leg; null where nothing was measured. */
export interface MeasuredStep {
  /** `redis/bind`. */
  readonly name: string;
  /** Why it is measured: `redis`, `kata`, `longest`. */
  readonly roles: readonly string[];
  readonly legs: Readonly<Record<LegName, Summary | null>>;
}

/** Where the milliseconds of a run go, in order. */
export interface ProfilePart {
  readonly part: string;
  readonly ms: Summary | null;
}

export interface Profile {
  readonly step: string;
  readonly leg: LegName;
  readonly parts: readonly ProfilePart[];
  /** What the run used of its CPU, and how long it was held back by its limit. */
  readonly cpu: Summary | null;
  readonly throttled: Summary | null;
}

export interface Crowd {
  readonly leg: LegName;
  readonly at_once: number;
  /** Milliseconds of one run among so many. */
  readonly ms: Summary | null;
}

export interface MeasuredRuntime {
  /** `Python 3.14` */
  readonly title: string;
  /** The size of its image, in MB of a million bytes. */
  readonly mb: number;
  /** Milliseconds of a warm verdict. */
  readonly warm: Summary | null;
  /** MB of a sandbox that waits. */
  readonly idle: Summary | null;
}

export interface Measured {
  readonly machine: Machine;
  /** The runtime of all but `runtimes`: `Python 3.14`. */
  readonly runtime: string;
  readonly rounds: number;
  readonly steps: readonly MeasuredStep[];
  readonly profiles: readonly Profile[];
  /** MB of a sandbox of the pool that waits for a job. */
  readonly idle: Summary | null;
  /** Milliseconds from the verdict until the container is confirmed gone. */
  readonly gone: Summary | null;
  /** Milliseconds from the verdict until the pool is full again. */
  readonly refill: Summary | null;
  readonly crowds: readonly Crowd[];
  /** Those that have an image, the newest first; empty when they were not measured. */
  readonly runtimes: readonly MeasuredRuntime[];
  /** Milliseconds between the runs of the editor's own path; null when it was not measured. */
  readonly everyMs: number | null;
  /** Runs of the editor's own path that found a warm sandbox, of all; 0 to 1. */
  readonly hitRate: number | null;
  /** Milliseconds of the editor's own, from the command to the verdict on the screen, less those of the sandbox. */
  readonly painting: Summary | null;
  /** Milliseconds from the wish to debug until the program stands at its first breakpoint. */
  readonly debugging: Summary | null;
}
