import { deepEqual, equal } from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { copyBase, reaching } from '../../scripts/podman/base.mjs';
import { inTemporaryFolder } from '../support/run';

/** Notes its arguments and which engine it would have reached; hands on what it reads. */
const DOCKER = `#!/bin/sh
echo "$*|\${DOCKER_HOST-none}|\${DOCKER_CONTEXT-none}|\${DOCKER_TLS_VERIFY-none}" >> "$NOTES.$1"
[ "$1" = save ] && echo layers || cat >> "$NOTES.read"
`;
const PODMAN = 'unix:///a folder/podman.sock';
const HOSTILE = 'a base"; touch spoilt; "$(touch spoilt)';

describe('The base of the image on Podman', () => {
  it('comes from the Docker that this machine has, whatever the names are', () =>
    inTemporaryFolder(async (folder) => {
      const docker = path.join(folder, 'docker');
      const notes = path.join(folder, 'notes');
      writeFileSync(docker, DOCKER);
      chmodSync(docker, 0o755);
      const own = { DOCKER_CONTEXT: 'mine', DOCKER_TLS_VERIFY: '1' };
      const env = { PATH: `${folder}:${process.env.PATH}`, NOTES: notes, ...own };
      equal((await copyBase(HOSTILE, PODMAN, env)).code, 0);
      const noted = (what: string) => readFileSync(`${notes}.${what}`, 'utf8').trim();
      equal(noted('save'), `save ${HOSTILE}|none|mine|1`);
      equal(noted('load'), `load|${PODMAN}|none|none`);
      equal(noted('read'), 'layers');
      for (const place of [folder, process.cwd()]) equal(existsSync(path.join(place, 'spoilt')), false);
    }));

  it('is looked for where Podman is, and nowhere else', () => {
    const env = { PATH: '/bin', DOCKER_HOST: 'tcp://box:1', DOCKER_CONTEXT: 'x', DOCKER_CERT_PATH: '/c' };
    deepEqual(reaching(PODMAN, env), { PATH: '/bin', DOCKER_HOST: PODMAN });
  });
});
