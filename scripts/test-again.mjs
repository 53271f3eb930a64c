// Test files that failed beside others run once more, alone, because a busy machine is not a fault of the code. A failure that goes away
// is not hidden: the summary counts it and names it.

/** More failed files than this are not an accident. */
const MOST_FILES = 3;

/** @typedef {import('./test-parts.mjs').Counts & { note: string, unsteady?: readonly string[] }} Result */

/**
 * The files to run again. None for a suite whose files ran one after the other, or that did not finish.
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
 * @returns {Result}
 */
export function afterRunningAgain(first, second) {
  if (second.failed > 0) return first;
  const note = `${first.failed} only when run again, alone`;
  return {
    ...first,
    passed: first.passed + first.failed,
    failed: 0,
    failures: [],
    note,
    unsteady: first.failures ?? [],
  };
}
