import { LearnerFolder } from '../support/learner';
import { programFile, solution } from '../support/run';
import { Workbench } from './workbench';

async function main(): Promise<void> {
  const folder = await LearnerFolder.make(programFile('early-exit.py'));
  const workbench = await Workbench.start();
  const shot = async (name: string) => process.stdout.write(`${await workbench.screenshot(`j-${name}`)}\n`);
  try {
    await workbench.page.setViewportSize({ width: 1366, height: 768 });
    await workbench.open(folder.root);
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Open Task');
    await workbench.page.waitForTimeout(3000);
    await shot('1-task');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.page
      .locator('.statusbar-item-label', { hasText: /failed/ })
      .first()
      .waitFor({ timeout: 400000 });
    await workbench.page.waitForTimeout(1500);
    await shot('2-failed');
    await workbench.runCommand('CodeAlong: Show Hint');
    await workbench.page.waitForTimeout(1500);
    await shot('3-hint');
    await folder.write(solution('01-bind'));
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.page
      .locator('.statusbar-item-label', { hasText: /Next: / })
      .first()
      .waitFor({ timeout: 60000 });
    await workbench.page.waitForTimeout(1500);
    await shot('4-passed');
    await workbench.runFromStatusBar();
    await workbench.page.waitForTimeout(3000);
    await shot('5-next');
    await workbench.page.locator('.activitybar .action-label.codicon-test-view-icon').first().click();
    await workbench.page.waitForTimeout(2500);
    await shot('6-testing');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.page
      .locator('.statusbar-item-label', { hasText: /failed/ })
      .first()
      .waitFor({ timeout: 60000 });
    await workbench.page.waitForTimeout(2500);
    await shot('7-failed-2');
  } catch (error) {
    await shot('x-error');
    throw error;
  } finally {
    await workbench.close();
    await folder.remove();
  }
}
main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
