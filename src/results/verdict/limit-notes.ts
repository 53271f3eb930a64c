import type { Message, MessageValue } from '../../contract/codes';
import type { Outcome } from '../../contract/verdict';
import type { Facts } from './endings';
import { memoryHit, outputHit, processesHit, timeHit } from './limit-hits';

/** A limit that was hit and is not what the verdict names. */
export function limitNotes(facts: Facts, outcome: Outcome): readonly Message[] {
  const { limits, ledger } = facts;
  const dropped = ledger.metrics?.output_dropped ?? 0;
  return [
    ...note(memoryHit(facts) && outcome !== 'out-of-memory', 'memory-limit-hit', { memory_mb: limits.memory_mb }),
    ...note(processesHit(facts) && outcome !== 'process-limit', 'process-limit-hit', { pids: limits.pids }),
    ...note(outputHit(facts) && outcome !== 'output-limit', 'output-limit-hit', {}),
    ...note(timeHit(facts) && outcome !== 'timeout', 'time-limit-hit', { seconds: limits.timeout_seconds }),
    ...note(dropped > 0, 'output-dropped', { bytes: dropped }),
  ];
}

function note(wanted: boolean, code: string, args: Record<string, MessageValue>): readonly Message[] {
  return wanted ? [{ code, args }] : [];
}
