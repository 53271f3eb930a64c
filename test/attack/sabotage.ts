import type { Engine } from '../../src/engine/client/engine';
import { connect } from '../../src/engine/endpoint/connect';
import { hostFiles } from '../../src/engine/endpoint/endpoints';
import { PLATFORM } from '../support/run';
import type { AttackCase, World } from './case';
import { CASES } from './cases';
import { Lane } from './lane';
import { withPatchedImage } from './patched-image';
import { type Counts, casesNamed } from './run';
import { SABOTEURS, type Saboteur } from './saboteurs';
import { saboteurHeading, saboteurRow } from './table';
import { CLEAN, type Trial, tryOut } from './trial';

/** Switches the protections off one at a time: the suite must then fail, while an honest program still passes. */
export async function runSaboteurs(only: string): Promise<Counts> {
  const { engine } = await connect({ platform: PLATFORM, files: hostFiles });
  const chosen = SABOTEURS.filter(({ name }) => name.includes(only));
  process.stdout.write(saboteurHeading());
  const failures: string[] = [];
  for (const saboteur of chosen) {
    const began = performance.now();
    const noticed = await noticedBy(engine, saboteur);
    if (typeof noticed === 'string') failures.push(`${saboteur.name}\n${noticed}`);
    process.stdout.write(saboteurRow(saboteur, noticed, performance.now() - began));
  }
  engine.close();
  return { passed: chosen.length - failures.length, failed: failures.length, failures };
}

/** Otherwise the limits read from inside would reject most of these sandboxes, and the cases would prove nothing. */
const TRUSTING = { judge: () => [] };

/** The first case that fails; a text when none does. */
async function noticedBy(engine: Engine, saboteur: Saboteur): Promise<Trial | string> {
  const { name, engine: changed, parts, patches, cases } = saboteur;
  const world: World = { parts: { trust: TRUSTING, ...parts }, ...(changed && { engine: changed }) };
  try {
    if (patches === undefined) return await tried(name, world, casesNamed(cases, CASES));
    return await withPatchedImage(engine, name, patches, (image) =>
      tried(name, { ...world, settings: { image } }, casesNamed(cases, CASES)),
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function tried(name: string, world: World, cases: readonly AttackCase[]): Promise<Trial | string> {
  const lane = await Lane.open(name, world);
  try {
    const honest = await tryOut(CLEAN, lane, false);
    if (honest.got !== 'passed') return `an honest program fails as well: ${honest.faults.join('; ')}`;
    for (const one of cases) {
      const trial = await tryOut(one, lane, false);
      if (trial.faults.length > 0) return trial;
    }
    return `all is green: ${cases.map((one) => one.name).join(', ')}`;
  } finally {
    lane.close();
  }
}
