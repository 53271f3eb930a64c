import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

const REPORTER = path.resolve(__dirname, '../../scripts/mocha-reporter.cjs');
const {
  CODEALONG_TEST_SUITE: suite = '',
  CODEALONG_TEST_COUNTS: file,
  CODEALONG_TEST_GREP: grep,
  CODEALONG_TEST_MARK: mark = '',
} = process.env;
const consoleLog = Mocha.reporters.Base.consoleLog;

/** VS Code calls this in the extension host. It runs one of the folders beside this file, and rejects when a test failed or none ran. */
export async function run(): Promise<void> {
  try {
    await runAll();
  } catch (error) {
    print(error instanceof Error ? error.stack : error);
    throw error;
  }
}

/** All of VS Code writes to the same console. The mark identifies our lines. */
function print(...args: readonly unknown[]): void {
  consoleLog(`${mark}${format(...args)}`);
}

async function runAll(): Promise<void> {
  Mocha.reporters.Base.consoleLog = print;
  const { failures, tests } = await finished(newMocha());
  if (failures > 0) throw new Error(`${failures} of the extension tests failed`);
  // With a filter, all selected tests may be in the other window.
  if (tests === 0 && !grep) throw new Error('None of the extension tests ran');
}

function newMocha(): Mocha {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    slow: 2000,
    color: false,
    forbidOnly: true,
    ...(file && { reporter: REPORTER, reporterOptions: { file } }),
    ...(grep && { grep }),
  });
  const folder = path.join(__dirname, suite);
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(folder, name));
  }
  return mocha;
}

function finished(mocha: Mocha): Promise<{ failures: number; tests: number }> {
  return new Promise((resolve) => {
    const runner = mocha.run((failures) => resolve({ failures, tests: runner.stats?.tests ?? 0 }));
  });
}
