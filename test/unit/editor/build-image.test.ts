import assert from 'node:assert/strict';
import { CodedError } from '../../../src/contract/codes';
import { BuildImage } from '../../../src/editor/commands/build-image';
import type { Build } from '../../../src/editor/run/core-loader';
import type { RunnerImage } from '../../../src/engine/image/image';
import { FakeWindow } from '../../support/fake-window';
import { buildFailed } from '../../support/messages';

const IMAGE: RunnerImage = {
  ref: 'codealong-python-runner:abc',
  id: 'sha256:abc',
  source: 'built',
  base: null,
  runtime: null,
};

describe('Build Image', () => {
  const window = new FakeWindow();
  const command = (build: Build) => new BuildImage(window.api, build);

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
