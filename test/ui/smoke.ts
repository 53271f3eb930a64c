import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { programFile, solution } from '../support/run';
import { Workbench } from './workbench';

const MINUTES = 60_000;
/** The image may have to be built first. */
const RUN_MS = 8 * MINUTES;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Runs the command on a program in a real VS Code, and saves a picture. */
async function tryOut(
  workbench: Workbench,
  folder: string,
  file: string,
  name: string,
  verdict: RegExp,
): Promise<void> {
  await cp(file, path.join(folder, 'main.py'));
  await workbench.openFile('main.py');
  await workbench.runCommand('CodeAlong: Run Step Tests');
  const label = workbench.page.locator('.statusbar-item-label', { hasText: verdict });
  await label.first().waitFor({ timeout: RUN_MS });
  await workbench.page.locator('.codelens-decoration', { hasText: verdict }).first().waitFor();
  say(`${name}: ${(await label.first().innerText()).trim()}`);
  say(`  ${await workbench.screenshot(`smoke-${name}`)}`);
}

async function learner(place: string): Promise<string> {
  const folder = path.join(place, 'redis');
  await mkdir(path.join(folder, '.codealong'), { recursive: true });
  const progress = { format_version: 1, course: 'redis', steps: {}, current: null };
  await writeFile(path.join(folder, '.codealong', 'progress.json'), JSON.stringify(progress));
  await cp(programFile('early-exit.py'), path.join(folder, 'main.py'));
  return folder;
}

async function main(): Promise<void> {
  const place = await realpath(await mkdtemp(path.join(tmpdir(), 'codealong-smoke-')));
  const workbench = await Workbench.start();
  try {
    const folder = await learner(place);
    await workbench.open(folder);
    await tryOut(workbench, folder, programFile('early-exit.py'), 'failing', /1 of 1 failed/);
    await tryOut(workbench, folder, solution('01-bind'), 'passing', /passed 1 of 1/);
  } finally {
    await workbench.close();
    await rm(place, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
