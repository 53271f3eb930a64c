import { deepEqual, equal } from 'node:assert/strict';
import type { Engine, ListedImage } from '../../../src/engine/client/engine';
import { ensureDerived } from '../../../src/engine/image/derived-image';
import { makeFolder, removeFolders } from '../course/place';

const RUNNER = { ref: 'codealong-python-runner:1', id: 'sha256:runner' };
const old = (name: string): ListedImage => ({ id: name, refs: [name], createdAt: 1 });

/** An engine that builds whatever it is sent, with these images from before. */
function engineWith(images: readonly ListedImage[]) {
  const [sought, removed]: [string[], string[]] = [[], []];
  let isBuilt = false;
  const engine = {
    inspectImage: async () => (isBuilt ? { id: 'sha256:new', labels: {}, arch: 'amd64', size: 1 } : null),
    build: async () => {
      isBuilt = true;
    },
    listImages: async (labels: readonly string[]) => {
      sought.push(...labels);
      return images;
    },
    removeImage: async (name: string) => void removed.push(name),
  };
  return { engine: engine as unknown as Engine, sought, removed };
}

describe('An image on the runner’s', () => {
  afterEach(removeFolders);

  async function built(given: ReturnType<typeof engineWith>, foundBy?: readonly string[]) {
    const folder = await makeFolder({ Dockerfile: 'ARG RUNNER_IMAGE\nFROM $RUNNER_IMAGE\n' });
    const labels = { 'codealong.reference': 'redis', 'codealong.runtime': 'python-3.11' };
    const what = { repository: 'codealong-reference-redis-python-3.11', folder, runner: RUNNER, labels, script: 'x' };
    return ensureDerived(given.engine, foundBy === undefined ? what : { ...what, foundBy }, { onProgress: () => {} });
  }

  it('removes its older builds, also one of a version that knew no runtimes, and none for another runtime', async () => {
    const names = ['codealong-reference-redis:1', 'codealong-reference-redis-python-3.11:1'];
    const given = engineWith([...names, 'codealong-reference-redis-python-3.13:1'].map(old));
    equal((await built(given, ['codealong.reference'])).id, 'sha256:new');
    deepEqual(given.sought, ['codealong.reference=redis']);
    deepEqual(given.removed, names);
  });

  it('finds them by all of its labels unless it says otherwise', async () => {
    const given = engineWith([]);
    await built(given);
    deepEqual(given.sought, ['codealong.reference=redis', 'codealong.runtime=python-3.11']);
  });
});
