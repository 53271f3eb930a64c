import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DoneEvent, SandboxEvent } from '../../../src/contract/events';
import type { SandboxEnd } from '../../../src/contract/verdict';
import { toReport } from '../../../src/results/report/report';
import { reduce } from '../../../src/results/verdict/reduce';
import { collected, done, ended, FILE, finished, metrics, problem, record, red, test } from './make';

const NAMES = ['a', 'b', 'c'] as const;
const name = fc.constantFrom(...NAMES, 'stranger');
const text = fc.string({ unit: 'binary', maxLength: 40 });
const ending = fc.constantFrom<DoneEvent['ending']>(
  'complete',
  'timeout',
  'output-limit',
  'launcher-lost',
  'suite-error',
);

/** Any event that a sandbox could say, in any order. */
const event: fc.Arbitrary<SandboxEvent> = fc.oneof(
  fc.subarray([...NAMES]).map((names) => collected(...names)),
  name.map((one): SandboxEvent => ({ event: 'started', test: `${FILE}::${one}` })),
  fc.tuple(name, text).map(([one, said]): SandboxEvent => {
    return { event: 'output', test: `${FILE}::${one}`, stream: 'stdout', text: said, dropped: said.length };
  }),
  name.map((one) => finished(one)),
  fc.tuple(name, text).map(([one, transcript]) => red(one, { transcript })),
  fc.nat(2).map((oom_kills) => metrics({ oom_kills })),
  fc.tuple(fc.nat(4), ending).map(([count, how]) => done(count, how)),
);

const end = fc.oneof(
  fc.constantFrom('exited', 'limit', 'cancelled', 'lost').map((cause) => ended({ cause })),
  fc.constantFrom('container-lost', 'engine-bad-stream', 'engine-lost').map((code) => problem(code)),
);

/** A run in which all went well. */
const WELL: readonly SandboxEvent[] = [
  collected(...NAMES),
  ...NAMES.map((one) => finished(one)),
  metrics(),
  done(NAMES.length),
];

/** The same with up to two events gone and up to two more of any kind in it: close enough to be taken for it. */
const almost = fc
  .tuple(fc.subarray([...WELL], { minLength: WELL.length - 2 }), fc.array(fc.tuple(fc.nat(8), event), { maxLength: 2 }))
  .map(([kept, more]) => more.reduce((events, [at, one]) => events.toSpliced(at, 0, one), kept));

describe('Whatever a sandbox says', () => {
  const run = fc.tuple(fc.oneof(almost, fc.array(event, { maxLength: 12 })), end);

  it('becomes a verdict and a report, passed only when each expected test was finished once and the end is complete', () => {
    let passes = 0;
    const judge = ([events, how]: readonly [readonly SandboxEvent[], SandboxEnd]) => {
      const verdict = reduce(record(events, { end: how, expected: NAMES.map(test) }));
      toReport(verdict, { course: 'c', step: 's', codeOf: () => null, sandbox: 'cold', regressions: [] });
      if (verdict.outcome !== 'passed') return;
      passes += 1;
      assertSound(events);
    };
    fc.assert(fc.property(run, judge), { numRuns: 3000 });
    assert.ok(passes > 10, `${passes} of the runs were passed: too few to prove anything`);
  });
});

function assertSound(events: readonly SandboxEvent[]): void {
  const ids = events.flatMap((one) => (one.event === 'finished' && one.outcome === 'passed' ? [one.test] : []));
  const ends = events.flatMap((one) => (one.event === 'done' ? [one.ending] : []));
  assert.deepEqual([...ids].sort(), NAMES.map((one) => `${FILE}::${one}`).sort());
  assert.deepEqual(ends, ['complete']);
  assert.equal(events.filter((one) => one.event === 'finished').length, NAMES.length);
}
