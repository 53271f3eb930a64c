// Which VS Code the extension tests run in: the desktop's where it can be had, else the server's with a browser.
import { join } from 'node:path';
import { runInBrowser } from './browser-tests.mjs';
import { askDesktop, downloadDesktop, runInDesktop } from './desktop.mjs';
import { ensureVscode } from './ensure.mjs';

/**
 * Resolves to a function that runs one suite in it and resolves to an exit code; to null after it was said what is missing. Rejects when
 * the desktop's is insisted on (`CODEALONG_DESKTOP=1`) and cannot be had.
 */
export async function chooseVscode({ root, machine, print }) {
  const { program, version, reason } = await desktop(root, machine);
  if (program) {
    print(`In the desktop VS Code, version ${version}`);
    return async (suite) => (await runInDesktop({ ...suite, root, program, machine })) ?? 1;
  }
  if (machine.env.CODEALONG_DESKTOP === '1') throw new Error(`CODEALONG_DESKTOP is 1, but: ${reason}`);
  print(`In the VS Code server with a browser, not in the desktop VS Code: ${reason}`);
  const place = await ensureVscode({ root, machine, say: print });
  if (place === null) return null;
  return (suite) => runInBrowser({ ...suite, root, place, results: join(root, 'test-results'), print });
}

/** @returns {Promise<{ program?: string | undefined, version?: string, reason?: string | undefined }>} a program with its version, or a reason */
async function desktop(root, machine) {
  const { version, reason } = await askDesktop(machine);
  return version ? { version, ...(await downloadDesktop({ root, version })) } : { reason };
}
