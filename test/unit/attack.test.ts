import { deepEqual, ok } from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readSources } from '../../src/engine/image/sources';
import { CASES } from '../attack/cases';
import { attackLines, coverFaults } from '../attack/cover';
import { ELSEWHERE } from '../attack/elsewhere';
import { patched } from '../attack/patched-image';
import { ATTACK, programOf } from '../attack/place';
import { oneOfEach } from '../attack/run';
import { SABOTEURS } from '../attack/saboteurs';
import { ROOT } from '../support/run';

const MOST_OF_A_MECHANISM = 3;
const MOST_AT_THE_DEFAULT = 2;
const HASTE_SECONDS = 2;

describe('The list of attacks', () => {
  it('covers every line of ATTACKS.md, by a case or elsewhere', () => {
    ok(attackLines().length > 100);
    deepEqual(coverFaults(CASES, ELSEWHERE), []);
  });

  it('has saboteurs that each fit the runner as it is now', async () => {
    const sources = await readSources(path.join(ROOT, 'docker'));
    for (const { name, patches = [] } of SABOTEURS) ok(patches.reduce(patched, sources).length > 0, name);
    ok(SABOTEURS.some(({ patches }) => patches !== undefined));
  });

  it('has at least a hundred cases, and at most three for a mechanism', () => {
    ok(CASES.length >= 100, `${CASES.length} cases`);
    const counts = new Map<string, number>();
    for (const { mechanism } of CASES) counts.set(mechanism, (counts.get(mechanism) ?? 0) + 1);
    deepEqual(
      [...counts].filter(([, count]) => count > MOST_OF_A_MECHANISM),
      [],
    );
  });

  it('runs one case of each mechanism where that is enough', () => {
    const some = oneOfEach(CASES);
    deepEqual(
      some.map(({ mechanism }) => mechanism),
      [...new Set(CASES.map(({ mechanism }) => mechanism))],
    );
    ok(some.length < CASES.length);
  });

  it('gives each case a name of its own, a word on how it works, and a reason for a second outcome', () => {
    deepEqual(CASES.length, new Set(CASES.map(({ name }) => name)).size);
    deepEqual(
      CASES.filter(({ how, or }) => how.length < 10 || or?.because === ''),
      [],
    );
  });

  it('has a program for each case, and a case for each program', () => {
    const without = CASES.filter((one) => programOf(one) === null && !('main.py' in (one.files?.() ?? {})));
    deepEqual(
      without.map(({ name }) => name),
      [],
    );
    const used = new Set(CASES.map(programOf));
    const all = readdirSync(path.join(ATTACK, 'programs')).map((name) => path.join(ATTACK, 'programs', name));
    deepEqual(
      all.filter((file) => file.endsWith('.py') && !used.has(file)),
      [],
    );
  });

  it('waits for the default limit in two cases only', () => {
    const slow = CASES.filter(
      ({ outcome, limits }) => outcome === 'timeout' && (limits?.timeout_seconds ?? 10) > HASTE_SECONDS,
    );
    ok(slow.length <= MOST_AT_THE_DEFAULT, slow.map(({ name }) => name).join(', '));
  });

  it('names tests that exist for what is proved elsewhere', () => {
    const files = ELSEWHERE.flatMap(({ proved }) => proved);
    deepEqual(
      files.filter((file) => !existsSync(path.join(ROOT, file))),
      [],
    );
    deepEqual(
      ELSEWHERE.filter(({ proved, later }) => proved.length === 0 && later === undefined),
      [],
    );
  });
});
