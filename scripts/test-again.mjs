// What failed beside other files is run once more, alone: two busy cores are no fault of the code. A failure that goes away is not hidden:
// the summary counts it, and names it.

/** More files than these are no accident. */
const MOST_FILES = 3;

/**
 * @typedef {import('./test-parts.mjs').Counts & { note: string }} Result
 */

/**
 * The files to run again, or none: only of suites whose files ran beside each other, and which came to their end.
 * @param {{ jobs?: number, suite?: string }} part
 * @param {Result} result
 * @returns {readonly string[]}
 */
export function filesToRunAgain(part, { failed, note, failedFiles = [] }) {
  const mayPass = part.suite !== undefined && (part.jobs ?? 1) > 1 && failed > 0 && note === '';
  return mayPass && failedFiles.length <= MOST_FILES && failedFiles.every((file) => file !== '') ? failedFiles : [];
}

/**
 * The numbers of a part whose failed files ran again. A test counts once: its failure counts as passed if its file was green alone.
 * @param {Result} first
 * @param {Result} second
 * @returns {Result & { unsteady: readonly string[] }}
 */
export function afterRunningAgain(first, second) {
  if (second.failed > 0) return { ...first, unsteady: [] };
  const note = `${first.failed} only when run again, alone`;
  const unsteady = first.failures ?? [];
  return { ...first, passed: first.passed + first.failed, failed: 0, failures: [], failedFiles: [], note, unsteady };
}
