import type { Runner } from '../../../src/run/runner';
import type { Leg, Sample } from '../leg';
import type { StampBook } from '../stamps';
import { type BenchStep, requestOf } from '../steps';

/** The parts of a run of ours. */
export interface OurRunner {
  readonly runner: Runner;
  readonly book: StampBook;
}

/** Ours, with a sandbox made for the run. */
export class ColdLeg implements Leg {
  readonly name = 'cold';

  constructor(
    private readonly ours: OurRunner,
    private readonly step: BenchStep,
  ) {}

  round(): Promise<Sample> {
    return measureOurs(this.ours, this.step, 'cold');
  }
}

/** One run of ours, from the request to the removal of its container. Rejects when it did not pass, or not in the expected sandbox. */
export async function measureOurs(
  { runner, book }: OurRunner,
  step: BenchStep,
  sandbox: 'warm' | 'cold',
): Promise<Sample> {
  book.begin();
  const { verdict, report } = await runner.run({ ...requestOf(step), watch: book.watch });
  const { stamps } = book;
  const [begin, told] = [stamps.at.get('begin'), stamps.at.get('verdict')];
  const kind = report.metrics?.sandbox;
  if (verdict.outcome !== 'passed' || kind !== sandbox || begin === undefined || told === undefined)
    throw new Error(`${step.name} in a ${sandbox} sandbox: ${verdict.outcome}, ${kind}: ${report.message ?? ''}`);
  const problems = await runner.removals.settled();
  if (problems.length > 0) throw new Error(`a container was not removed: ${JSON.stringify(problems)}`);
  return { ms: told - begin, gone_ms: performance.now() - told, refill_ms: null, stamps };
}
