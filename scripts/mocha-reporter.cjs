// mocha's usual report. At the end it names the slowest files, and writes the numbers and the failures as JSON (`--reporter-option file=…`),
// for test.mjs.
const { writeFileSync } = require('node:fs');
const { relative } = require('node:path');
const { reporters, Runner } = require('mocha');

const SLOWEST = 15;
/** Files that take less are not named. Seconds. */
const NAMED_SECONDS = 5;

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const seconds = new Map();
    runner.on(Runner.constants.EVENT_TEST_END, ({ file, duration = 0 }) => {
      seconds.set(file, (seconds.get(file) ?? 0) + duration / 1000);
    });
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats;
      const counts = { passed: passes, failed: failures, skipped: pending };
      const failedFiles = [...new Set(this.failures.map((test) => relative('', fileOf(test))))];
      const result = { ...counts, failures: this.failures.map(inWords), failedFiles };
      writeFileSync(options.reporterOptions.file, JSON.stringify(result));
      for (const line of slowest(seconds)) reporters.Base.consoleLog(line);
    });
  }
};

/** Without the time of hooks, which mocha does not tell. */
function slowest(seconds) {
  const files = [...seconds].filter(([file, taken]) => file && taken >= NAMED_SECONDS).sort(([, a], [, b]) => b - a);
  return files
    .slice(0, SLOWEST)
    .map(([file, taken]) => `  slow: ${taken.toFixed(1).padStart(6)} s  ${relative('', file)}`);
}

/** A hook has no file of its own; its suite has one. */
function fileOf(test) {
  return test.file ?? test.parent?.file ?? '';
}

function inWords(test) {
  return `${test.fullTitle()}\n${test.err?.stack ?? test.err?.message ?? 'it gave no error'}`;
}
