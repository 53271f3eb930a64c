import type { SandboxEnd } from '../../contract/verdict';
import type { Ledger } from './run-log';

/** Which limits were hit, whatever became of the run. */
interface Seen {
  readonly ledger: Ledger;
  readonly end: SandboxEnd;
}

/** 137 is a kill: ours when we say so, else the kernel's. Once the grader has said its last word, its exit code says nothing. */
export function memoryHit({ ledger, end }: Seen): boolean {
  const killed = end.exit_code === 137 && end.cause === 'exited' && ledger.done === null;
  return (ledger.metrics?.oom_kills ?? 0) > 0 || end.oom_killed || killed;
}

export function processesHit({ ledger }: Pick<Seen, 'ledger'>): boolean {
  return (ledger.metrics?.pids_refused ?? 0) > 0;
}

export function outputHit({ ledger }: Pick<Seen, 'ledger'>): boolean {
  return ledger.done?.ending === 'output-limit';
}

export function timeHit({ ledger, end }: Seen): boolean {
  return end.cause === 'limit' || ledger.done?.ending === 'timeout';
}
