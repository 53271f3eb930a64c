import { deepEqual, equal } from 'node:assert/strict';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../../src/contract/codes';
import { Settings } from '../../../src/editor/base/settings';
import type { LearnerFolder } from '../../../src/editor/base/target';
import { CoreLoader, type CoreModule } from '../../../src/editor/run/core-loader';
import { RemoveOrphansAtStart } from '../../../src/editor/run/remove-orphans';
import { FakeWindow } from '../../support/fake-window';
import { lookedAt } from '../../support/messages';
import { until } from '../../support/waiting';

describe('Tidying up after a killed window', () => {
  const FOLDER = { root: '/home/mia/redis' } as LearnerFolder;

  it("begins once, some time after a window with a learner's folder has opened", async () => {
    let times = 0;
    const tidy = new RemoveOrphansAtStart({ folders: [FOLDER] }, async () => void times++, 20);
    tidy.begin();
    tidy.begin();
    equal(times, 0);
    await until(() => times === 1);
    await sleep(60);
    equal(times, 1);
  });

  it('does not happen in a window without one, or in one that was closed again', async () => {
    let times = 0;
    const elsewhere = new RemoveOrphansAtStart({ folders: [] }, async () => void times++, 0);
    elsewhere.begin();
    const closed = new RemoveOrphansAtStart({ folders: [FOLDER] }, async () => void times++, 20);
    closed.begin();
    closed.dispose();
    closed.begin();
    await sleep(60);
    equal(times, 0);
  });

  describe('with the core', () => {
    let said: string[];
    let engine: () => Promise<unknown>;

    beforeEach(() => {
      said = [];
      engine = async () => {};
    });

    /** A core in a window whose setting names this engine. */
    function core(host: string): CoreLoader {
      const window = new FakeWindow();
      window.settings.set('engine.host', host);
      const platform = { platform: 'linux', env: {}, home: tmpdir() } as const;
      class Runner {
        readonly texts = [];
        readonly engineAhead = () => engine();
        keepRemovingOrphans = () => void said.push('removes');
      }
      const load = async () => {
        said.push('loaded');
        return { Runner } as unknown as CoreModule;
      };
      return new CoreLoader(platform, '/extension', new Settings(window.api), load);
    }

    it('asks the engine if there seems to be one', async () => {
      await core(`unix://${tmpdir()}`).removeOrphans();
      deepEqual(said, ['loaded', 'removes']);
    });

    it('loads nothing if there is no engine', async () => {
      await core(`unix://${path.join(tmpdir(), 'none.sock')}`).removeOrphans();
      deepEqual(said, []);
    });

    it('says nothing when the engine does not answer', async () => {
      engine = () => Promise.reject(new CodedError('engine-not-running', lookedAt()));
      await core(`unix://${tmpdir()}`).removeOrphans();
      deepEqual(said, ['loaded']);
    });
  });
});
