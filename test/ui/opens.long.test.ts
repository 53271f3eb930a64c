import { ok } from 'node:assert/strict';
import { Folder } from '../support/folder';
import { MINUTE, windowOn } from './learner-window';

describe('In a real VS Code with the package installed,', function () {
  this.timeout(2 * MINUTE);
  const window = windowOn(() => Folder.make({ 'main.py': 'print("Hello")\n' }));

  it('a folder opens, and the palette offers "CodeAlong: Troubleshooting: Show Log"', async () => {
    const { workbench } = window;
    await workbench.openFile('main.py');
    const offered = await workbench.offered('CodeAlong', 'palette');
    ok(offered.includes('CodeAlong: Troubleshooting: Show Log'), offered.join(', '));
  });

  it('the log opens', async () => {
    const { workbench } = window;
    await workbench.runCommand('CodeAlong: Troubleshooting: Show Log');
    await workbench.page
      .locator('.part.panel option:checked', { hasText: 'CodeAlong' })
      .first()
      .waitFor({ state: 'attached' });
    await workbench.screenshot('log');
  });
});
