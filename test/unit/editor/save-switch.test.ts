import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Api } from '../../../src/editor/base/api';
import type { Target } from '../../../src/editor/base/target';
import { SaveSwitch } from '../../../src/editor/testing/save-switch';
import { settle, until } from '../../support/waiting';
import { removeFolders } from '../course/place';
import { openScene, type Scene, targetOf } from './scene';

const START = 'vscode.startContinuousTestRun';
const STOP = 'vscode.stopContinuousTestRun';

describe('The switch for running on save', () => {
  let scene: Scene;
  let target: Target;
  let trusted: boolean;
  /** The commands of the editor, as far as it has them. */
  let editor: Map<string, (...args: readonly unknown[]) => unknown>;
  let asked: string[];
  let saveSwitch: SaveSwitch;
  let end: () => void;

  beforeEach(async () => {
    scene = await openScene();
    target = targetOf(scene);
    trusted = true;
    asked = [];
    end = () => undefined;
    editor = new Map();
    const { onSave, requests } = scene;
    const targets = { meant: async () => target, withoutFile: async () => null };
    saveSwitch = new SaveSwitch(api(), { targets, onSave, requests }, 50);
  });
  afterEach(async () => {
    end();
    scene.onSave.end();
    saveSwitch.dispose();
    await removeFolders();
  });

  function api(): Api {
    const executeCommand = async (name: string, ...args: readonly unknown[]) => {
      asked.push(name);
      const act = editor.get(name);
      if (act === undefined) throw new Error(`no command ${name}`);
      return act(...args);
    };
    const base = scene.editor.api;
    const workspace = {
      ...base.workspace,
      get isTrusted() {
        return trusted;
      },
    };
    return { ...base, workspace, commands: { executeCommand } } as unknown as Api;
  }

  /** The editor as it is: its commands return before the run begins or ends. */
  function editorRuns(): void {
    editor.set(START, (_, items) => {
      setImmediate(() => {
        end = scene.testing.runOnSave(items as Parameters<typeof scene.testing.runOnSave>[0]);
      });
    });
    editor.set(STOP, () => void setImmediate(() => end()));
  }

  it('is that of the Testing view', async () => {
    editorRuns();
    await saveSwitch.on(undefined);
    await until(() => scene.ran.length === 1);
    assert.deepEqual(scene.ran, ['echo/say in '.concat(scene.ran[0]?.split(' in ')[1] ?? '')]);
    assert.deepEqual(asked, [START]);
    await saveSwitch.on(undefined);
    assert.equal(asked.length, 1, 'it is on already');
    await saveSwitch.off();
    await settle();
    assert.equal(scene.onSave.isOn, false);
    assert.deepEqual(asked.slice(1), [STOP]);
  });

  it('works by itself in an editor that has no such command, and in Restricted Mode', async () => {
    await saveSwitch.on(undefined);
    await until(() => scene.ran.length === 1);
    await saveSwitch.off();
    assert.deepEqual([scene.onSave.isOn, scene.editor.context.at(-1)], [false, 'codealong.runsOnSave=false']);
    editorRuns();
    trusted = false;
    asked.splice(0);
    await saveSwitch.on(undefined);
    assert.deepEqual([scene.onSave.isOn, asked], [true, []]);
  });

  it('does not wait for ever for the editor, and leaves the run to it when it comes late', async () => {
    editor.set(START, () => undefined);
    await saveSwitch.on(undefined);
    assert.equal(scene.onSave.items.length, 1);
    end = scene.testing.runOnSave([scene.testing.item('echo')]);
    assert.equal(scene.onSave.items.length, 1);
    end();
    assert.equal(scene.onSave.isOn, false);
  });

  it('ends a run of the whole view, too', async () => {
    editor.set('testing.stopContinuousRun', () => end());
    const source = new scene.editor.api.CancellationTokenSource();
    end = () => source.cancel();
    scene.onSave.begin({ include: undefined } as vscode.TestRunRequest, source.token);
    await saveSwitch.off();
    assert.deepEqual(asked, ['testing.stopContinuousRun']);
  });
});
