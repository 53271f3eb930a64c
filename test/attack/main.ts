import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CASES } from './cases';
import { runCases } from './run';
import { runSaboteurs } from './sabotage';

/** `--only TEXT`: cases with that text in their name or mechanism. `--counts FILE`: the numbers as JSON, for `npm test`. */
const OPTIONS = {
  only: { type: 'string' },
  counts: { type: 'string' },
  saboteurs: { type: 'boolean' },
} as const;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS });
  const counts = values.saboteurs ? await runSaboteurs(values.only ?? '') : await runCases(CASES, values.only ?? '');
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
