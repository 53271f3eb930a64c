import { deepEqual, equal } from 'node:assert/strict';
import type { Engine } from '../../../src/engine/client/engine';
import { mayUpdate, podmanVersion } from '../../../src/engine/client/podman';
import { limitCpusEarly, limitsCpusLate } from '../../../src/sandbox/cpu-limit';

describe('What an engine calls itself', () => {
  for (const [server, version] of [
    ['Libpod/4.3.1 (linux)', [4, 3]],
    ['Libpod/5.4.2 (linux)', [5, 4]],
    ['Libpod/5.10.0-dev (linux)', [5, 10]],
    ['libpod/6.0.0', [6, 0]],
    ['Docker/26.1.5 (linux)', null],
    ['Docker/20.10.24+dfsg1 (linux)', null],
    ['nginx/1.22 with Libpod/4.3', null],
    ['Libpod', null],
    ['', null],
  ] as const) {
    it(`names ${version === null ? 'no Podman' : `Podman ${version.join('.')}`}: "${server}"`, () => {
      deepEqual(podmanVersion(server), version);
    });
  }

  it('says whether the limits of a running container may be changed; an unknown engine is asked', () => {
    const may = (version: string) => mayUpdate(`Libpod/${version} (linux)`);
    deepEqual(['3.4.4', '4.3.1', '4.9.3', '5.3.9', '5.4.2', '5.10.0', '6.0.0'].map(may), [
      ...[false, false, false, false],
      ...[true, true, true],
    ]);
    deepEqual(['Docker/20.10.24 (linux)', ''].map(mayUpdate), [true, true]);
  });
});

describe('The start of a sandbox', () => {
  it('is with its limit of CPU on an engine that cannot set it later', () => {
    const engine = (server: string) => ({ server }) as Engine;
    equal(limitsCpusLate(engine('Libpod/4.3.1 (linux)')), false);
    equal(limitsCpusLate(engine('Libpod/5.4.2 (linux)')), true);
    equal(limitsCpusLate(engine('Docker/26.1.5 (linux)')), true);
  });

  it('is with its limit of CPU after one refusal', () => {
    const engine = { server: '' } as Engine;
    equal(limitsCpusLate(engine), true);
    limitCpusEarly(engine);
    equal(limitsCpusLate(engine), false);
  });
});
