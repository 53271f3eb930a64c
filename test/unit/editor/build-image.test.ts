import assert from 'node:assert/strict';
import { CodedError } from '../../../src/contract/codes';
import { Settings } from '../../../src/editor/base/settings';
import { BuildImage } from '../../../src/editor/commands/build-image';
import { type Build, CoreLoader, type CoreModule } from '../../../src/editor/run/core-loader';
import type { RunnerImage } from '../../../src/engine/image/image';
import { FakeWindow } from '../../support/fake-window';
import { buildFailed } from '../../support/messages';
import { LINUX } from '../course/place';
import { targetOf } from './make';

const IMAGE: RunnerImage = {
  ref: 'codealong-python-runner:abc',
  id: 'sha256:abc',
  source: 'built',
  base: null,
  runtime: null,
};

describe('Build Image', () => {
  const window = new FakeWindow();
  const target = targetOf();
  const command = (build: Build) => new BuildImage(window.api, build, { current: async () => target });

  it('shows its progress, and says when it is done', async () => {
    await command(async (onProgress) => {
      window.progresses.at(-1)?.begin();
      onProgress({ step: 3, steps: 20, line: 'Downloading' });
      return IMAGE;
    }).run();
    assert.deepEqual(
      window.progresses.at(-1)?.reports.map(({ message }) => message),
      ['step 3 of 20 (Downloading)'],
    );
    assert.equal(window.progresses.at(-1)?.closed, true);
    assert.match(window.message.text, /^The sandbox image is ready\./);
  });

  it('builds that of the program that is worked on', async () => {
    const wanted: unknown[] = [];
    await command(async (_progress, _signal, ...given) => {
      wanted.push(...given);
      return IMAGE;
    }).run();
    assert.deepEqual(wanted, [target]);
    const asked: unknown[] = [];
    class Runner {
      readonly texts = [];
      readonly pool = { empty: () => undefined };
      image = async (wish: unknown, _progress: unknown, _signal: unknown, build?: string) => {
        asked.push([wish, build]);
        return { image: IMAGE };
      };
    }
    const load = async () => ({ Runner }) as unknown as CoreModule;
    const core = new CoreLoader(LINUX, '/extension', new Settings(window.api), load);
    await command(core.buildImage).run();
    await command(core.prepareImage).run();
    assert.deepEqual(asked, [
      [target, 'always'],
      [target, undefined],
    ]);
  });

  it('says that an image of the settings is used as it is', async () => {
    await command(async () => ({ ...IMAGE, ref: 'mine:1', source: 'setting' })).run();
    assert.match(window.message.text, /codealong\.image names "mine:1"\. CodeAlong uses that image/);
  });

  it('ends without a word when it is cancelled, and with its reason when it fails', async () => {
    const before = window.messages.length;
    const cancelled = command((_, signal) => {
      window.progresses.at(-1)?.begin();
      window.progresses.at(-1)?.cancel();
      return Promise.reject(signal.aborted ? new CodedError('cancelled', {}) : new Error('it goes on'));
    });
    await cancelled.run();
    const failed = command(() => Promise.reject(new CodedError('image-build-failed', buildFailed('no space'))));
    await assert.rejects(failed.run(), { code: 'image-build-failed' });
    assert.equal(window.messages.length, before);
    assert.equal(window.progresses.at(-2)?.closed, true);
  });
});
