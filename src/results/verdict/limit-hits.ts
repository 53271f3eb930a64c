import type { SandboxEnd } from '../../contract/verdict';
import type { RunLog } from './run-log';

/** The data that shows which limits were hit, whatever the outcome of the run. */
interface Seen {
  readonly runLog: RunLog;
  readonly end: SandboxEnd;
}

/** 137 means a kill: ours if we say so, else the kernel's. After the grader's end record, its exit code says nothing. */
export function memoryHit({ runLog, end }: Seen): boolean {
  const killed = end.exit_code === 137 && end.cause === 'exited' && runLog.done === null;
  return (runLog.metrics?.oom_kills ?? 0) > 0 || end.oom_killed || killed;
}

export function processesHit({ runLog }: Pick<Seen, 'runLog'>): boolean {
  return (runLog.metrics?.pids_refused ?? 0) > 0;
}

export function outputHit({ runLog }: Pick<Seen, 'runLog'>): boolean {
  return runLog.done?.ending === 'output-limit';
}

export function timeHit({ runLog, end }: Seen): boolean {
  return end.cause === 'limit' || runLog.done?.ending === 'timeout';
}
