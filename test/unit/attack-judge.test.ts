import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Message } from '../../src/contract/codes';
import type { Outcome } from '../../src/contract/verdict';
import type { Seen } from '../attack/case';
import { CASES } from '../attack/cases';
import { faults } from '../attack/judge';
import { beyondKnown, caseOn, DOCKER, type KnownEngine, knownEngine, PODMAN } from '../attack/known-engine';
import { CLEAN } from '../attack/trial';

const BUSY: Message = {
  code: 'slow-start',
  args: { total: 4, starting: 3, computing: 1, throttled: 0, waiting: 0 },
};
const missing = (guard: string): Message => ({ code: 'limit-not-kept', args: { guard, found: null, wanted: 1 } });

/** A run on that engine, as far as it is judged here. */
function seen(engine: KnownEngine, outcome: Outcome, notes: readonly Message[] = []): Seen {
  const verdict = { outcome, headline: null, notes };
  const report = { tests: [], message: null, notes: notes.map(({ code }) => code) };
  return {
    engine,
    verdict,
    report,
    traced: null,
    covered: null,
    output: '',
    ms: 1,
    peakMb: 0,
    found: '',
    left: [],
  } as unknown as Seen;
}

describe('The judge of attacks', () => {
  it('lets a clean run have a note on a busy machine, and on what its engine is known not to keep', () => {
    deepEqual(faults(CLEAN, seen(DOCKER, 'passed', [BUSY])), []);
    deepEqual(faults(CLEAN, seen(PODMAN, 'passed', [BUSY, missing('inodes')])), []);
  });

  it('lets it have no other note', () => {
    deepEqual(faults(CLEAN, seen(DOCKER, 'passed', [missing('inodes')])), ['note: limit-not-kept']);
    deepEqual(faults(CLEAN, seen(PODMAN, 'passed', [missing('calls')])), ['note: limit-not-kept']);
  });

  it('holds a case to the share of the processor that it was given', () => {
    const bomb = { ...CLEAN, expect: { share: true } } as const;
    const used = {
      ...seen(DOCKER, 'passed'),
      report: { tests: [], notes: [], metrics: { wall_ms: 1_000, cpu_ms: 900 } },
    } as unknown as Seen;
    deepEqual(faults(bomb, used), ['900 ms of CPU in 1000 ms']);
    deepEqual(faults({ ...bomb, limits: { cpus: 1 } }, used), []);
  });

  it('wants on Docker what every case says, and on Podman what is known of it', () => {
    const [files, score] = ['million-files', 'lowered-score'].map((name) => CASES.find((one) => one.name === name));
    ok(files !== undefined && score !== undefined);
    equal(caseOn(DOCKER, files), files);
    deepEqual(faults(caseOn(PODMAN, files), seen(PODMAN, 'out-of-memory')), []);
    deepEqual(faults(caseOn(PODMAN, files), seen(PODMAN, 'passed')), ['passed instead of out-of-memory']);
    for (const outcome of ['out-of-memory', 'sandbox-error'] as const)
      deepEqual(faults(caseOn(PODMAN, score), seen(PODMAN, outcome)), [], 'which of the two depends on its version');
    equal(faults(caseOn(DOCKER, score), seen(DOCKER, 'sandbox-error')).length, 1);
  });

  it('knows of no ending that has no case, and gives a reason for each', () => {
    for (const [name, { because }] of Object.entries(PODMAN.endings)) {
      ok(CASES.some((one) => one.name === name) && because.length > 10, name);
    }
  });

  it('tells the engine by its own name', () => {
    deepEqual(['Libpod/5.4.2 (linux)', 'Docker/26.1.5 (linux)', ''].map(knownEngine), [PODMAN, DOCKER, DOCKER]);
  });

  it('overlooks the place of the storage on Podman, and nothing else of the host', () => {
    const mounts =
      'overlay / overlay rw,lowerdir=/home/kim/.local/share/containers/storage/overlay/l/AB,upperdir=/x 0 0';
    const said = `${mounts}\n/home/kim/program.py`;
    equal(beyondKnown(DOCKER, said), said);
    equal(beyondKnown(PODMAN, said), 'overlay / overlay  0 0\n/home/kim/program.py');
  });
});
