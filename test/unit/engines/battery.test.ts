import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { allIsWell, type Check, PARTS, partsOf, type Row, tableOf } from '../../../scripts/engines/table.mjs';
import { OUTCOMES } from '../../../src/contract/outcomes';
import type { AttackCase } from '../../attack/case';
import { DOCKER, type KnownEngine, PODMAN } from '../../attack/known-engine';
import { EMULATED, PROMPT, patiently } from '../../attack/patience';
import { attacks, NAMES, seenOf } from '../../engines/attacks';
import { checked } from '../../engines/battery';
import { COURSES, ENDINGS, solutions } from '../../engines/known-runs';
import { Place } from '../../engines/place';

const FINE: Check = { part: 'verdicts', name: 'redis', ok: true, seen: 'passed', seconds: 1, notes: [] };
const ROW: Row = { id: 'docker-26', title: 'Docker 26.1', answered: [], seconds: 90, checks: [FINE], trouble: null };

describe('The table of engines', () => {
  const cells = (row: Partial<Row>) =>
    (tableOf([{ ...ROW, ...row }]).split('\n')[2] ?? '').split('|').map((cell) => cell.trim());
  const column = (part: Check['part']) => PARTS.indexOf(part) + 2;

  it('has a line for each engine, and a dash for what was not tried', () => {
    deepEqual(cells({})[1], 'Docker 26.1');
    deepEqual(cells({})[column('verdicts')], 'ok');
    deepEqual(cells({})[column('cleanup')], '–');
    deepEqual(cells({}).at(-2), '2');
  });

  it('counts where something is wrong, and says below what it is', () => {
    const wrong = { ...FINE, name: 'kata', ok: false, seen: 'timeout in place of passed' };
    equal(cells({ checks: [FINE, wrong] })[column('verdicts')], '1 of 2');
    equal(cells({ checks: [wrong] })[column('verdicts')], 'NO');
    match(tableOf([{ ...ROW, checks: [wrong] }]), /^- NO: verdicts, kata: timeout in place of passed$/m);
  });

  it('does not call a part well at which the battery ended, and says where that was', () => {
    const row = { checks: [{ ...FINE, part: 'doctor' as const }, FINE, FINE, FINE], trouble: 'ENOSPC' };
    deepEqual(cells(row)[column('doctor')], 'ok');
    deepEqual(cells(row)[column('verdicts')], '3, not finished');
    deepEqual(cells(row)[column('endings')], '–');
    match(tableOf([{ ...ROW, ...row }]), /^- not finished: ENOSPC$/m);
  });

  it('says how the image came to be there, since one that was found proves no build', () => {
    for (const seen of ['built', 'found'])
      equal(cells({ checks: [{ ...FINE, part: 'image', seen }] })[column('image')], `ok, ${seen}`);
    equal(cells({ checks: [{ ...FINE, part: 'image', seen: 'no space', ok: false }] })[column('image')], 'NO');
  });

  it('counts each note once, and tells it below', () => {
    const noted = { ...FINE, notes: ['runc is old'] };
    equal(cells({ checks: [noted, noted] })[column('verdicts')], 'ok 2, 1 note');
    equal(tableOf([{ ...ROW, checks: [noted, noted] }]).match(/^- runc is old$/gm)?.length, 1);
  });

  it('has all columns, or those that are named, in their order', () => {
    deepEqual(partsOf(undefined), PARTS);
    deepEqual(partsOf('kill -9,doctor'), ['doctor', 'kill -9']);
    throws(() => partsOf('doctor,dentist'), /no part dentist\. There are: image, doctor,/);
  });

  it('is well only if everything is, and something was tried', () => {
    ok(allIsWell([ROW]));
    ok(!allIsWell([ROW, { ...ROW, checks: [] }]));
    ok(!allIsWell([{ ...ROW, trouble: 'no answer' }]));
    ok(!allIsWell([{ ...ROW, checks: [{ ...FINE, ok: false }] }]));
    match(tableOf([{ ...ROW, trouble: 'no answer' }]), /^- not finished: no answer$/m);
  });
});

describe('The battery', () => {
  it('has the solutions of the first seven steps and of later ones, and a program for each ending that an engine can have', () => {
    const steps = solutions().flatMap(({ course, step }) => (course === 'redis' ? [Number(step)] : []));
    deepEqual(steps, [1, 2, 3, 4, 5, 6, 7, 17, 19, 29, 42]);
    const seen = new Set([...solutions(), ...ENDINGS].map(({ outcome }) => outcome));
    deepEqual(
      Object.keys(OUTCOMES).filter((outcome) => !seen.has(outcome as keyof typeof OUTCOMES)),
      ['engine-missing'],
    );
  });

  it('has the file of each program that is one', () => {
    const files = [...solutions(), ...ENDINGS].flatMap(({ course, program }) =>
      'file' in program ? [path.join(COURSES[course], program.file)] : [],
    );
    deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
  });

  it('has thirty attacks, each once, and honest programs between them', () => {
    equal(new Set(NAMES).size, 30);
    deepEqual(
      attacks()
        .map(({ name }) => name)
        .filter((name) => name === 'honest').length,
      3,
    );
    equal(attacks().at(-1)?.name, 'honest');
  });

  it('notes what an engine is known to do otherwise, with the reason', () => {
    const one = attacks().find(({ name }) => name === 'million-files') ?? attacks()[0];
    ok(one !== undefined);
    const told = (got: string, known: KnownEngine) => seenOf({ one, got, faults: [] }, known).notes ?? [];
    match(told('out-of-memory', PODMAN)[0] ?? '', /^million-files ends with out-of-memory on Podman: without a number/);
    match(told('passed', PODMAN)[0] ?? '', /^Podman does not keep inodes: its folders have no option/);
    deepEqual(told('passed', DOCKER), []);
  });

  it('takes a check that throws for one that has failed', async () => {
    const { ok: good, seen } = await checked('image', 'image', () => Promise.reject(new Error('no answer')));
    deepEqual([good, seen], [false, 'Error: no answer']);
  });
});

describe('Patience with an emulated engine', () => {
  const ONE: AttackCase = { name: 'one', mechanism: 'm', covers: [], how: 'h', outcome: 'passed' };
  const SHORT: AttackCase = {
    ...ONE,
    limits: { timeout_seconds: 2, memory_mb: 64 },
    expect: { within: [0, 1], refused: 3, silent: true },
  };

  it('leaves a case as it is where the engine is on this machine', () => {
    deepEqual(patiently(SHORT, PROMPT), SHORT);
  });

  it('gives it more time and processor, and asks for no speed', () => {
    const { limits, expect } = patiently(SHORT, EMULATED);
    deepEqual([limits, expect], [{ timeout_seconds: 30, cpus: 1, memory_mb: 64 }, { refused: 3 }]);
  });

  it('leaves a case that must end by its time that time', () => {
    deepEqual(patiently({ ...SHORT, outcome: 'timeout' }, EMULATED).limits, {
      timeout_seconds: 2,
      cpus: 1,
      memory_mb: 64,
    });
  });

  it('leaves a case that knows its share of the processor that share', () => {
    deepEqual(patiently({ ...SHORT, ownShare: true }, EMULATED).limits, { timeout_seconds: 30, memory_mb: 64 });
  });

  it('is in the copies of the courses, and not in the courses', async () => {
    const place = await Place.make(EMULATED);
    try {
      const limitsIn = async (folder: string) =>
        JSON.parse(await readFile(path.join(folder, 'course.json'), 'utf8')).limits;
      deepEqual(await limitsIn(place.course('redis')), { timeout_seconds: 30, cpus: 1 });
      deepEqual(await limitsIn(COURSES.redis), undefined);
    } finally {
      await place.remove();
    }
  });
});
