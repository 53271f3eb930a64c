import assert from 'node:assert/strict';
import { writeWithoutAi } from '../../../src/course/progress/choices';
import type { Api } from '../../../src/editor/base/api';
import { Guidance, type GuidanceSources, type TaskModule } from '../../../src/editor/guidance';
import type { LastRun } from '../../../src/editor/status/last-run';
import { FakeEmitter } from '../../support/fake-editor';
import { FakeMemento } from '../../support/fake-memento';
import { FakeUri } from '../../support/fake-values';
import { FakeWindow } from '../../support/fake-window';
import { loosely } from '../../support/messages';
import { settle } from '../../support/waiting';
import { makeFolder, removeFolders } from '../course/place';
import { resultOf, targetOf, unrun } from './make';

const NONE = { dispose: () => undefined };

describe('The guidance of a window', () => {
  let roots: readonly string[];
  let kept: (readonly string[])[];
  let crashes: unknown[];
  let load: () => Promise<TaskModule>;
  let guidance: Guidance;
  const ended = new FakeEmitter<LastRun>();

  beforeEach(() => {
    roots = [];
    kept = [];
    crashes = [];
    class Steps {
      async keepChoices(given: readonly string[]): Promise<void> {
        kept.push(given);
      }
      dispose(): void {}
    }
    load = async () => ({ Steps }) as unknown as TaskModule;
    guidance = new Guidance(api(), context(), sources());
  });
  afterEach(async () => {
    guidance.dispose();
    await removeFolders();
  });

  function api(): Api {
    const { api } = new FakeWindow();
    const registered = { value: () => NONE };
    const window = Object.create(api.window, {
      registerWebviewPanelSerializer: registered,
      registerTerminalProfileProvider: registered,
    });
    return Object.assign(Object.create(api), { window });
  }

  function context() {
    const made = { globalState: new FakeMemento(), extensionUri: FakeUri.file('/extension'), extension: { id: 'x.y' } };
    return made as unknown as ConstructorParameters<typeof Guidance>[1];
  }

  /** Those that no command and no page is made of. */
  function sources(): GuidanceSources {
    const made = {
      workspace: {
        folders: [],
        authored: [],
        get roots() {
          return roots;
        },
      },
      targets: { onDidChange: new FakeEmitter<void>().event },
      runs: { onDidChange: ended.event, brokenIn: () => [] },
      load: () => load(),
      crashed: (error: unknown) => crashes.push(error),
    };
    return made as unknown as GuidanceSources;
  }

  it('keeps what was chosen for a course below the folder that is open', async () => {
    const [parent, course] = [await makeFolder(), await makeFolder({ '.codealong/x': '' })];
    roots = [course];
    await guidance.resume([parent]);
    assert.deepEqual(kept, [], 'nobody has chosen anything');
    await writeWithoutAi(course, { applied: true });
    await guidance.resume([parent]);
    assert.deepEqual(kept, [[parent, course]]);
  });

  it('does not keep quiet about a part that cannot be loaded after a run', async () => {
    const defect = new Error('x');
    load = () => Promise.reject(defect);
    const verdict = unrun(loosely('entry-missing', { file: 'main.py', folder: 'redis', renamed: 'server.py' }));
    const result = resultOf(verdict);
    ended.fire({ target: targetOf(), phase: 'ended', edited: false, progress: null, verdict, result });
    await settle();
    assert.deepEqual(crashes, [defect]);
  });
});
