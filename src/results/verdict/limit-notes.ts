import type { Message } from '../../contract/codes';
import type { Outcome } from '../../contract/verdict';
import type { Facts } from './endings';
import { memoryHit, outputHit, processesHit, timeHit } from './limit-hits';

/** A limit that was hit and is not what the verdict names. */
export function limitNotes(facts: Facts, outcome: Outcome): readonly Message[] {
  const { limits, ledger } = facts;
  const dropped = ledger.metrics?.output_dropped ?? 0;
  return [
    ...note(memoryHit(facts) && outcome !== 'out-of-memory', {
      code: 'memory-limit-hit',
      args: { memory_mb: limits.memory_mb },
    }),
    ...note(processesHit(facts) && outcome !== 'process-limit', {
      code: 'process-limit-hit',
      args: { pids: limits.pids },
    }),
    ...note(outputHit(facts) && outcome !== 'output-limit', { code: 'output-limit-hit', args: {} }),
    ...note(timeHit(facts) && outcome !== 'timeout', {
      code: 'time-limit-hit',
      args: { seconds: limits.timeout_seconds },
    }),
    ...note(dropped > 0, { code: 'output-dropped', args: { bytes: dropped } }),
  ];
}

function note(wanted: boolean, message: Message): readonly Message[] {
  return wanted ? [message] : [];
}
