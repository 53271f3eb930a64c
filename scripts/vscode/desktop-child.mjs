// A step of desktop.mjs: `download CACHE VERSION` prints the program's path; `run PROGRAM ROOT TESTS WORKSPACE` runs the tests in it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests, SilentReporter } from '@vscode/test-electron';

async function download(cachePath, version) {
  mkdirSync(cachePath, { recursive: true });
  const reporter = new SilentReporter();
  process.stdout.write(`${await downloadAndUnzipVSCode({ version, cachePath, reporter, timeout: 15_000 })}\n`);
}

/** The folders are in the temporary one, as macOS allows no socket with a path longer than 103 bytes. */
async function runIn(program, root, tests, workspace) {
  const folder = mkdtempSync(join(tmpdir(), 'ca-'));
  try {
    await runTests({
      vscodeExecutablePath: program,
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      launchArgs: [workspace, `--user-data-dir=${join(folder, 'd')}`, `--extensions-dir=${join(folder, 'e')}`],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const [step, ...args] = process.argv.slice(2);
try {
  await (step === 'download' ? download : runIn)(...args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
