import assert from 'node:assert/strict';
import { Folder } from '../support/folder';
import { MINUTE, type TestWindow, windowOn } from './learner-window';

const COMMAND = 'CodeAlong: Check My Setup';
const COPY = 'Copy for a Bug Report';

/** A folder that has nothing to do with any course. */
function noCourse() {
  return Folder.make({ 'notes.txt': 'Milk\n' });
}

/** The visible part of the document with the findings. */
async function findings({ workbench }: TestWindow<Folder>): Promise<string> {
  await workbench.page.locator('.tab.active', { hasText: 'CodeAlong Setup' }).waitFor({ timeout: MINUTE });
  const lines = workbench.page.locator('.editor-instance .view-lines').first();
  await lines.getByText('Where Docker was looked for').first().waitFor();
  return (await lines.innerText()).replaceAll('\u00a0', ' ');
}

describe('Check My Setup, in a real VS Code without any course', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(noCourse);

  it('shows its findings, from Docker to a run, and how it ended', async () => {
    const { workbench } = window;
    await workbench.runCommand(COMMAND);
    const text = await findings(window);
    assert.match(text, /CodeAlong \d+\.\d+\.\d+: VS Code/);
    assert.match(text, /It is used/);
    await workbench.message(/Everything works\./).waitFor();
    await workbench.page.locator('.codelens-decoration', { hasText: COPY }).first().waitFor();
    await workbench.screenshot('check-setup');
  });

  it('cannot be edited', async () => {
    const { workbench } = window;
    await workbench.focusProgram();
    await workbench.page.keyboard.type('x');
    await workbench.waitForText(/Cannot edit in read-only editor/);
  });

  it('puts the findings on the clipboard as one block', async () => {
    const { workbench } = window;
    await workbench.page.locator('.codelens-decoration a', { hasText: COPY }).first().click();
    await workbench.waitForText(/The report is on the clipboard/);
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.focusProgram();
    await workbench.page.keyboard.press('ControlOrMeta+V');
    // The editor names a document without a file by its first line, and shows its last ones.
    await workbench.page.locator('.tab.active', { hasText: '```text' }).waitFor();
    await workbench.page.locator('.editor-instance .view-lines', { hasText: 'A small program was run' }).waitFor();
    await workbench.screenshot('check-setup-pasted');
  });
});

describe('Check My Setup, in a real VS Code without Docker', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(noCourse, () => ({ env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } }));

  it('names the places that it asked, their answers, and what to do', async () => {
    const { workbench } = window;
    await workbench.runCommand(COMMAND);
    const text = await findings(window);
    assert.match(text, /unix:\/\/\/nowhere\/docker\.sock \(`DOCKER_HOST`\): nothing there \(ENOENT\)/);
    assert.match(text, /Docker answers at \S+, but `DOCKER_HOST` names another place/);
    await workbench.message(/Programs cannot be run here yet/).waitFor();
    await workbench.screenshot('check-setup-no-engine');
  });
});
