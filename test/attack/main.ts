import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CASES } from './cases';
import { EMULATED } from './patience';
import { casesNamed, oneOfEach, runCases } from './run';
import { runSaboteurs } from './sabotage';

/** `--names A,B`: these cases. `--image NAME`: all in this image. `--emulated`: one at a time, with time for an engine in an emulated machine. `--mechanisms`: the first case of each mechanism. `--only TEXT`: cases with that text in their name or mechanism. `--warm`: each in a sandbox of the pool. `--times N`: each so often. `--clean N`: an honest program must pass after each N-th case. `--counts FILE`: the numbers as JSON, for `npm test`. */
const OPTIONS = {
  names: { type: 'string' },
  mechanisms: { type: 'boolean', default: false },
  image: { type: 'string' },
  emulated: { type: 'boolean', default: false },
  only: { type: 'string' },
  counts: { type: 'string' },
  saboteurs: { type: 'boolean' },
  warm: { type: 'boolean', default: false },
  times: { type: 'string', default: '1' },
  clean: { type: 'string', default: '1' },
} as const;

/** Each case in turn, then each again. */
function repeated<T>(all: readonly T[], times: number): readonly T[] {
  return Array.from({ length: times }, () => all).flat();
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS });
  const { only = '', names, mechanisms, image = null, warm } = values;
  const known = mechanisms ? oneOfEach(CASES) : CASES;
  const cases = names === undefined ? known : casesNamed(names.split(','), CASES);
  const options = { only, image, warm, clean: Number(values.clean), ...(values.emulated && { patience: EMULATED }) };
  const counts = values.saboteurs
    ? await runSaboteurs(only)
    : await runCases(repeated(cases, Number(values.times)), options);
  if (values.counts !== undefined) writeFileSync(values.counts, JSON.stringify({ ...counts, skipped: 0 }));
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
