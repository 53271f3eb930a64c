/** What one run may use. Seconds, MiB (1024 * 1024 bytes), processes and threads, fractions of one CPU. */
export interface Limits {
  readonly timeout_seconds: number;
  readonly memory_mb: number;
  readonly pids: number;
  readonly cpus: number;
}

/** The limits of a run when neither step nor course sets others. */
export const DEFAULT_LIMITS: Limits = { timeout_seconds: 10, memory_mb: 128, pids: 50, cpus: 0.5 };

/** The most that a course may ask for, unless the user's settings say otherwise (`codealong.limits.*`). */
export const MAXIMUM_LIMITS: Limits = { timeout_seconds: 30, memory_mb: 512, pids: 200, cpus: 1 };

/** Seconds that a person may let their program run. */
export const PROGRAM_SECONDS = 30 * 60;

/** Seconds for which the clock of a debugged run may stand still in all. */
export const DEBUG_SECONDS = 30 * 60;

/** The most bytes and files that a learner's folder may have. */
export const SNAPSHOT_MAX_BYTES = 8 * 1024 * 1024;
export const SNAPSHOT_MAX_FILES = 500;
