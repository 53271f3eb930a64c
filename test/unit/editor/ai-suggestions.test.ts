import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasChoices, readWithoutAi } from '../../../src/course/progress/choices';
import type { Target } from '../../../src/editor/base/target';
import { AiSuggestions } from '../../../src/editor/course/ai-suggestions';
import { FakeWindow } from '../../support/fake-window';
import { settle } from '../../support/waiting';
import { makeFolder, removeFolders } from '../course/place';
import { targetOf } from './make';

const OFF = { 'chat.disableAIFeatures': true, 'editor.inlineSuggest.enabled': false };

describe('Learning without AI suggestions', () => {
  let window: FakeWindow;
  let root: string;
  let target: Target | null;
  let ai: AiSuggestions;

  beforeEach(async () => {
    window = new FakeWindow();
    window.configuration.known = { 'chat.disableAIFeatures': false, 'editor.inlineSuggest.enabled': true };
    root = await makeFolder({ 'main.py': '' });
    window.workspaces = [root];
    target = targetOf({ root, file: path.join(root, 'main.py') });
    ai = new AiSuggestions(window.api, { meant: async () => target, withoutFile: async () => null });
  });
  afterEach(removeFolders);

  const settings = () => Object.fromEntries(window.configuration.ofFolder);
  const told = () => window.commands.filter(({ name }) => name === 'setContext').map(({ args }) => args.at(-1));

  it('writes two settings of the folder, and takes just these back', async () => {
    window.configuration.ofFolder.set('editor.fontSize', 18);
    await ai.switchOff();
    assert.deepEqual(settings(), { 'editor.fontSize': 18, ...OFF });
    assert.match(window.message.text, /^AI suggestions are off in this folder\./);
    await ai.switchOn();
    assert.deepEqual(settings(), { 'editor.fontSize': 18 });
    assert.equal(await hasChoices(root), false);
    assert.deepEqual(told(), [true, false]);
  });

  it('leaves a value alone that the learner has set to something else since', async () => {
    await ai.switchOff();
    window.configuration.ofFolder.set('editor.inlineSuggest.enabled', true);
    await ai.switchOn();
    assert.deepEqual(settings(), { 'editor.inlineSuggest.enabled': true });
  });

  it('writes a setting that was lost again at the next start, and says so in passing', async () => {
    await ai.switchOff();
    window.configuration.ofFolder.delete('chat.disableAIFeatures');
    await ai.keep(root);
    assert.deepEqual(settings(), OFF);
    assert.deepEqual(window.passing.length, 1);
    await ai.keep(root);
    assert.deepEqual(window.passing.length, 1, 'nothing was lost since');
  });

  it('says nothing the first time, after the question of Start Course', async () => {
    window.picks.push('Learn without AI suggestions');
    await ai.ask(root);
    assert.deepEqual([settings(), await readWithoutAi(root)], [{}, { applied: false }]);
    await ai.keep(root);
    assert.deepEqual([settings(), window.passing, await readWithoutAi(root)], [OFF, [], { applied: true }]);
  });

  it('changes nothing where nobody has chosen it', async () => {
    await ai.ask(root);
    await ai.keep(root);
    assert.deepEqual([settings(), window.commands, await hasChoices(root)], [{}, [], false]);
  });

  it('takes a file of choices that it does not understand for no choice', async () => {
    await ai.switchOff();
    const file = path.join(root, '.codealong/choices.json');
    assert.match(await readFile(file, 'utf8'), /"without_ai": true/);
    window.configuration.ofFolder.clear();
    for (const text of [
      '{',
      'null',
      '[]',
      '{"without_ai": "yes"}',
      `{"without_ai": true, "x": "${'x'.repeat(70_000)}"}`,
    ]) {
      await writeFile(file, text);
      await ai.keep(root);
      assert.deepEqual(settings(), {}, text.slice(0, 30));
    }
  });

  it('says in the words of the editor why its file cannot be written, and tries again at the next start', async () => {
    window.configuration.refuses = 'Unable to write into workspace settings. [Open](command:x)';
    await ai.switchOff();
    assert.match(
      window.message.text,
      /could not be changed\. Unable to write into workspace settings\. \[Open\] \(command/,
    );
    assert.deepEqual(settings(), {});
    window.configuration.refuses = null;
    await ai.keep(root);
    assert.deepEqual(settings(), OFF);
  });

  it('writes only the settings that this editor has', async () => {
    window.configuration.known = { 'editor.inlineSuggest.enabled': true };
    await ai.switchOff();
    await ai.keep(root);
    assert.deepEqual([settings(), window.passing], [{ 'editor.inlineSuggest.enabled': false }, []]);
  });

  for (const [where, change] of [
    ['among several folders', () => ({ workspaces: ['/elsewhere', root] })],
    ['in a workspace with a file of its own', () => ({ workspaceFile: '/all.code-workspace' })],
    ['below the folder that is open', () => ({ workspaces: [path.dirname(root)] })],
  ] as const)
    it(`offers to open a folder alone that is ${where}`, async () => {
      Object.assign(window, change());
      const done = ai.switchOff();
      await settle();
      assert.match(window.message.text, /Open that folder in a window of its own/);
      window.message.answer('Open Folder');
      await done;
      assert.deepEqual([settings(), await hasChoices(root)], [{}, false]);
      assert.equal(window.commands.at(-1)?.name, 'vscode.openFolder');
    });

  it('says that there is no course for a program that is tested on its own', async () => {
    target = targetOf({ alone: true, root, file: path.join(root, 'notes.py') });
    await ai.switchOff();
    assert.match(window.message.text, /^notes\.py is tested on its own/);
    assert.deepEqual(settings(), {});
  });
});
