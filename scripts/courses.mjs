// Checks the bundled courses: runs `codealong check` on each folder of `courses`. `--all`: each
// wrong program again and again. `--runtimes`: in each that a machine without a registry can have. `--image NAME`: in this one. `--counts FILE`:
// the numbers as JSON, for `npm test`. `--sample`: of a long course some steps only.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endChildrenOnSignals, run } from './process.mjs';
import { runtimesIn, testedEverywhere } from './setup-runtimes.mjs';

const LONGEST_SECONDS = 75 * 60;
const OF_TESTS = ['test/courses/calc', 'test/courses/kata'];
/** Of a course that takes minutes: its first part, one step each of the others, and the last one, which runs the suites of all. */
const SAMPLE = { 'courses/redis': '1,2,3,4,5,6,7,8,17,20,42' };
const root = fileURLToPath(new URL('..', import.meta.url));

function print(text) {
  process.stdout.write(`${text}\n`);
}

/** The bundled courses; for a whole check also those of the tests, of the other shapes. */
function courses(/** @type {boolean} */ whole) {
  const names = readdirSync(join(root, 'courses')).sort();
  const bundled = names.map((name) => join('courses', name));
  return [...bundled, ...(whole ? OF_TESTS : [])].filter((folder) => existsSync(join(root, folder, 'course.json')));
}

/** The ids of the runtimes that a machine without a registry can have, with commas. */
function tested() {
  return testedEverywhere(runtimesIn(root))
    .map(({ id }) => id)
    .join(',');
}

/**
 * Checks one course: `{passed, failed, failures}`, one text per failure.
 * @param {string} folder
 * @param {{ all: boolean, runtimes: boolean, sample: boolean, image?: string }} wish
 */
async function check(folder, { all, runtimes, sample, image }) {
  const where = image === undefined ? [] : ['--image', image];
  const some = sample && folder in SAMPLE ? ['--step', SAMPLE[folder]] : [];
  const more = [...(all ? ['--all'] : []), ...(runtimes ? ['--runtime', tested()] : []), ...some, ...where];
  const args = [join(root, 'dist/cli.js'), 'check', folder, '--json', ...more];
  const { output, timedOut } = await run(process.execPath, args, { seconds: LONGEST_SECONDS, cwd: root });
  try {
    const checked = JSON.parse(output);
    return summed((checked.runtimes ?? [checked]).map((one) => countsOf(folder, one)));
  } catch {
    const why = timedOut ? `the check took longer than ${LONGEST_SECONDS} s` : output.trim();
    return { passed: 0, failed: 1, failures: [`${folder}: ${why}`] };
  }
}

function countsOf(folder, { runtime, passed, total, seconds, findings }) {
  const where = runtime === undefined ? folder : `${folder} in ${runtime}`;
  print(`${where}: ${passed} of ${total} checks passed in ${seconds} s`);
  const failures = findings.filter(({ ok }) => !ok).map((finding) => failureOf(where, finding));
  return { passed, failed: total - passed, failures };
}

function summed(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), failures: results.flatMap(({ failures }) => failures) };
}

function failureOf(folder, { file, line, text, detail }) {
  const where = [folder, file, line].filter((part) => part !== null).join(':');
  return [`${where}: ${text}`, ...(detail === null ? [] : [detail])].join('\n');
}

async function main() {
  const { values } = parseArgs({
    options: {
      counts: { type: 'string' },
      all: { type: 'boolean', default: false },
      runtimes: { type: 'boolean', default: false },
      sample: { type: 'boolean', default: false },
      image: { type: 'string' },
    },
  });
  const results = [];
  const whole = values.all || values.runtimes || values.image !== undefined;
  for (const folder of courses(whole)) results.push(await check(folder, values));
  const { failures, ...sums } = summed(results);
  const counts = { ...sums, skipped: 0 };
  for (const failure of failures) print(`\n${failure}`);
  if (values.counts !== undefined) writeFileSync(values.counts, JSON.stringify({ ...counts, failures }));
  print(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

endChildrenOnSignals();
process.exitCode = await main();
