// mocha's usual report. At the end it also writes the numbers and the failures as JSON (`--reporter-option file=…`), for test.mjs.
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats;
      writeFileSync(
        options.reporterOptions.file,
        JSON.stringify({ passed: passes, failed: failures, skipped: pending, failures: this.failures.map(inWords) }),
      );
    });
  }
};

function inWords(test) {
  return `${test.fullTitle()}\n${test.err?.stack ?? test.err?.message ?? 'it gave no error'}`;
}
