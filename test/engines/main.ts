import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Check, type Part, partsOf, type Row } from '../../scripts/engines/table.mjs';
import { tryAttacks } from './attacks';
import { checked, type Seen, type Tried, triedOn } from './battery';
import { ENDINGS, type KnownRun, solutions } from './known-runs';
import { endsWithItsOwner, watchLeftovers } from './leftovers';
import { Place } from './place';
import { endsAsKnown } from './runs';
import { DoctorCheck, hasImage } from './setup-checks';

/** What `npm run engines` tries on the engine of this environment. `--emulated`, `--parts A,B`, `--result FILE`. */
const OPTIONS = {
  emulated: { type: 'boolean', default: false },
  parts: { type: 'string' },
  result: { type: 'string' },
} as const;

type Result = Pick<Row, 'answered' | 'checks' | 'trouble'>;

function tell({ part, name, ok, seen, seconds }: Check): void {
  process.stdout.write(`${ok ? 'ok' : 'NO'}  ${part.padEnd(9)} ${name}: ${seen} (${seconds.toFixed(1)} s)\n`);
}

async function tryAll(parts: readonly Part[], tried: Tried, doctor: DoctorCheck): Promise<void> {
  const { check } = tried;
  const runs = async (part: Part, all: readonly KnownRun[]) => {
    for (const run of all) await check(part, run.name, () => endsAsKnown(run, tried));
  };
  const left = await watchLeftovers();
  const ways: Readonly<Record<Part, () => Promise<void>>> = {
    image: () => check('image', 'image', () => hasImage(tried)),
    doctor: () => check('doctor', 'doctor', () => doctor.look(tried)),
    verdicts: () => runs('verdicts', solutions()),
    endings: () => runs('endings', ENDINGS),
    attacks: () => tryAttacks(tried),
    'kill -9': () => check('kill -9', 'a killed owner', () => endsWithItsOwner(tried)),
    cleanup: () => check('cleanup', 'what is left', () => left(tried)),
  };
  for (const part of parts) await ways[part]();
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const parts = partsOf(values.parts);
  const checks: Check[] = [];
  const doctor = new DoctorCheck();
  // After each check, so that what was seen is not lost with a battery that does not come to its end.
  const keep = (trouble: string | null) => {
    const result: Result = { answered: doctor.answered, checks, trouble };
    if (values.result !== undefined) writeFileSync(values.result, JSON.stringify(result));
  };
  const check = async (part: Part, name: string, look: () => Promise<Seen>) => {
    const one = await checked(part, name, look);
    checks.push(one);
    tell(one);
    keep('the battery was not over');
  };
  const known = triedOn(values.emulated);
  const place = await Place.make(known.patience);
  try {
    await tryAll(parts, { ...known, place, check }, doctor);
    keep(null);
  } catch (error) {
    keep(error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    await place.remove();
  }
  process.exitCode = checks.every(({ ok }) => ok) ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
