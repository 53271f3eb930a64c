import assert from 'node:assert/strict';
import { MINUTE } from './learner-window';
import { PROGRAMS, settingsFor, smallWindow } from './small-window';
import { TaskPage } from './task-page';
import { Workbench } from './workbench';

describe('Two windows on one folder', function () {
  this.timeout(3 * MINUTE);
  const window = smallWindow(PROGRAMS.nothing);
  let other: Workbench | null = null;
  const second = () => {
    assert.ok(other !== null);
    return other;
  };

  before(async () => {
    const { root } = window.place;
    other = await Workbench.start({ settings: settingsFor(root) });
    await other.open(`${root}/mine`);
    for (const workbench of [window.workbench, other]) {
      await workbench.openFile('main.py');
      await workbench.runCommand('CodeAlong: Open Task');
      await new TaskPage(workbench).part('task').getByRole('heading', { name: 'Say it' }).waitFor();
    }
  });
  after(() => other?.close());

  it('have one progress: what passes in one is done in the other', async () => {
    await window.workbench.typeOver(PROGRAMS.say);
    await window.workbench.runCommand('CodeAlong: Run Step Tests');
    for (const workbench of [window.workbench, second()])
      await new TaskPage(workbench).part('where').getByText('1 of 3 steps done').waitFor({ timeout: MINUTE });
    await second().page.locator('.view-lines', { hasText: 'print("hear")' }).first().waitFor();
  });

  it('lose nothing when both have edited the program, and say why one cannot run', async () => {
    await second().typeOver('print("hear")  # typed in the second window\n');
    await window.workbench.typeOver(PROGRAMS.twice);
    await window.workbench.runCommand('CodeAlong: Run Step Tests');
    await window.workbench.page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await second().runCommand('CodeAlong: Run Step Tests');
    await new TaskPage(second()).part('verdict').getByText('could not be saved').first().waitFor({ timeout: MINUTE });
    await second().screenshot('two-windows');
    assert.equal(await window.place.read('mine/main.py'), PROGRAMS.twice);
    assert.match(await second().textOf('.editor-instance .view-lines'), /typed.in.the.second.window/);
  });
});
