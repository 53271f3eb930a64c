import { LearnerFolder } from '../support/learner';
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
  folder: LearnerFolder,
  file: string,
  name: string,
  { status, lens }: Readonly<Record<'status' | 'lens', RegExp>>,
): Promise<void> {
  await folder.write(file);
  await workbench.openFile('main.py');
  await workbench.runCommand('CodeAlong: Run Step Tests');
  const label = workbench.page.locator('.statusbar-item-label', { hasText: status });
  await label.first().waitFor({ timeout: RUN_MS });
  await workbench.page.locator('.codelens-decoration', { hasText: lens }).first().waitFor();
  say(`${name}: ${(await label.first().innerText()).trim()}`);
  say(`  ${await workbench.screenshot(`smoke-${name}`)}`);
}

async function main(): Promise<void> {
  const folder = await LearnerFolder.make(programFile('early-exit.py'));
  const workbench = await Workbench.start();
  try {
    await workbench.open(folder.root);
    await tryOut(workbench, folder, programFile('early-exit.py'), 'failing', {
      status: /1 of 1 failed/,
      lens: /1 of 1 failed/,
    });
    await tryOut(workbench, folder, solution('01-bind'), 'passing', {
      status: /passed\. Next: /,
      lens: /passed 1 of 1/,
    });
  } finally {
    await workbench.close();
    await folder.remove();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
