// The size limits of the bundles: one is loaded when a window opens, one at the first run. A KB is 1000 bytes.

/** @typedef {Readonly<Record<string, number>>} Budgets */
/** @typedef {Readonly<Record<string, { bytes: number, inputs: Readonly<Record<string, { bytesInOutput: number }>> }>>} Outputs */

/**
 * Bytes for each file that has a budget. The command line has none, because nobody waits for it while typing.
 * @type {Budgets}
 */
export const BUDGETS = { 'dist/extension.js': 200_000, 'dist/core-bundle.js': 418_000, 'dist/task-bundle.js': 306_000 };
const LARGEST = 8;

/**
 * @param {Outputs} outputs of esbuild's metafile
 * @param {Budgets} budgets
 * @returns {string[]} one text for each bundle that is too large or missing, with its largest inputs; none when all is well
 */
export function overBudget(outputs, budgets = BUDGETS) {
  return Object.entries(budgets).flatMap(([file, budget]) => {
    const output = outputs[file];
    if (output === undefined) return [`${file} has a budget of ${kb(budget)} and was not built.`];
    if (output.bytes <= budget) return [];
    const head = `${file} has ${kb(output.bytes)}, its budget is ${kb(budget)}. The largest that is in it:`;
    return [[head, ...largest(output.inputs)].join('\n')];
  });
}

/**
 * One line with the sizes, for a build that succeeded.
 * @param {Outputs} outputs
 * @param {Budgets} budgets
 */
export function sizes(outputs, budgets = BUDGETS) {
  return Object.entries(budgets)
    .map(([file, budget]) => `${file} ${kb(outputs[file]?.bytes ?? 0)} of ${kb(budget)}`)
    .join(', ');
}

function largest(inputs) {
  const parts = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const part = partOf(path);
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
  }
  const sorted = [...parts].sort(([, a], [, b]) => b - a).slice(0, LARGEST);
  return sorted.map(([part, bytes]) => `${kb(bytes).padStart(10)}  ${part}`);
}

/** Groups inputs: a package as a whole, our own files one by one. */
function partOf(path) {
  return /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;
}

function kb(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
