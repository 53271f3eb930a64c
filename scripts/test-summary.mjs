// Runs parts one after the other, and says at the end how they went: for `npm test` and `npm run official`.
import { shortened } from './test-parts.mjs';

const SHOWN_FAILURES = 3; // per part

/**
 * @typedef {import('./test-again.mjs').Result & { name: string, seconds: number }} PartResult `seconds` is the time that it took
 */

function print(/** @type {string} */ text) {
  process.stdout.write(`${text}\n`);
}

/**
 * @template {{ name: string }} Part
 * @param {readonly Part[]} parts
 * @param {(part: Part) => Promise<import('./test-again.mjs').Result>} work runs one of them
 */
export async function inTurn(parts, work) {
  /** @type {PartResult[]} */
  const results = [];
  for (const part of parts) {
    print(`\n=== ${part.name}`);
    const started = Date.now();
    const result = await work(part);
    results.push({ ...result, name: part.name, seconds: (Date.now() - started) / 1000 });
  }
  return results;
}

/**
 * A line for each part.
 * @param {readonly PartResult[]} results
 * @returns {readonly string[]}
 */
export function summaryLines(results) {
  const width = Math.max(...results.map(({ name }) => name.length)) + 2;
  const lines = results.map(({ name, passed, failed, skipped, seconds, note }) => {
    const mark = failed > 0 ? 'FAILED' : 'ok';
    const count = `${passed} of ${passed + failed}${skipped > 0 ? `, ${skipped} left out` : ''}`;
    const taken = `${seconds.toFixed(1)} s${note ? `   ${note}` : ''}`;
    return `${mark.padEnd(7)}${name.padEnd(width)}${count.padEnd(20)}${taken}`;
  });
  return ['', '=== summary', ...lines];
}

/**
 * The failures again, at the very end, so that the last screen of a log shows them, and the sum. What failed once and then passed is worth
 * a look, too.
 * @param {readonly PartResult[]} results
 * @returns {readonly string[]}
 */
export function lastLines(results) {
  const { passed, failed } = countsIn(results);
  return [...results.flatMap(unsteadyIn), ...results.flatMap(failuresIn), '', `${passed} passed, ${failed} failed`];
}

/** @param {PartResult} result */
function unsteadyIn({ name, unsteady = [] }) {
  return unsteady.flatMap((failure) => ['', `UNSTEADY in ${name}, passed alone: ${shortened(failure)}`]);
}

/** @param {PartResult} result */
function failuresIn({ name, failures = [] }) {
  const shown = failures.slice(0, SHOWN_FAILURES).map((failure) => `FAILED in ${name}: ${shortened(failure)}`);
  const more = failures.length - SHOWN_FAILURES;
  return [...shown, ...(more > 0 ? [`… and ${more} more in ${name}`] : [])].flatMap((line) => ['', line]);
}

/**
 * The numbers of all parts together, and each failure with the name of its part.
 * @param {readonly PartResult[]} results
 */
export function countsIn(results) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  const failures = results.flatMap(({ name, failed, note, failures: all = failed > 0 ? [note] : [] }) =>
    all.map((failure) => `${name}: ${failure}`),
  );
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), failures };
}
