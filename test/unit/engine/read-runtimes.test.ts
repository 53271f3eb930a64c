import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { readRuntimes } from '../../../src/engine/image/read-runtimes';
import { basesOf, readSources, Sources } from '../../../src/engine/image/sources';
import { Folder } from '../../support/folder';
import { ROOT } from '../../support/run';
import { SMOKE_PROGRAMS, smokeFiles } from '../../support/smoke';

const DOCKER = path.join(ROOT, 'docker');
const RUNTIMES = path.join(DOCKER, 'runtimes');

function json(...names: readonly string[]): unknown {
  return JSON.parse(readFileSync(path.join(ROOT, ...names), 'utf8'));
}

describe('The runtimes', () => {
  it('are those with a folder, the newest first, and one of each language is recommended', async () => {
    const runtimes = await readRuntimes(DOCKER);
    deepEqual(
      runtimes.map(({ id }) => id),
      ['python-3.14', 'python-3.13', 'python-3.12', 'python-3.11'],
    );
    deepEqual(
      runtimes.filter(({ recommended }) => recommended).map(({ id }) => id),
      ['python-3.14'],
    );
  });

  it('are each as the schema wants them, under the name of their folder, with nothing that is not read', async () => {
    const validate = new Ajv({ allErrors: true }).compile(json('docker', 'runtimes', 'runtime.schema.json') as object);
    for (const runtime of await readRuntimes(DOCKER)) {
      const { $schema, ...written } = json('docker', 'runtimes', runtime.id, 'runtime.json') as { $schema: string };
      ok(validate(written), JSON.stringify(validate.errors));
      equal($schema, '../runtime.schema.json');
      deepEqual(runtime, written);
      equal(runtime.id, `${runtime.language}-${runtime.version}`);
    }
    const folders = readdirSync(RUNTIMES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    equal(folders.length, (await readRuntimes(DOCKER)).length);
  });

  it('have each the same smoke programs, with what must be said of them, and nothing else', async () => {
    const wanted = Object.keys(SMOKE_PROGRAMS).flatMap((name) => [`${name}.py`, `${name}.txt`]);
    for (const { id } of await readRuntimes(DOCKER)) {
      deepEqual(smokeFiles(id), wanted.sort(), id);
      deepEqual(readdirSync(path.join(RUNTIMES, id)).sort(), ['runtime.json', 'smoke']);
    }
  });

  it('are in no image: a new one changes none of the others', async () => {
    const all = (await readSources(DOCKER)).map((file) => file.path);
    ok(all.some((file) => file.startsWith('runtimes/')));
    const { files } = await new Sources(DOCKER).read();
    deepEqual(
      files.filter((file) => file.path.startsWith('runtimes/')),
      [],
    );
  });

  it('begin with the one whose base the Dockerfile names itself, which people build by hand', async () => {
    const { files } = await new Sources(DOCKER).read();
    const [own] = basesOf(files);
    const found = (await readRuntimes(DOCKER)).find(({ image }) => image.base === own);
    equal(found?.id, 'python-3.11');
  });

  it('can be chosen in the settings, all of them', async () => {
    const manifest = json('package.json') as {
      contributes: { configuration: { properties: Record<string, { enum?: string[] }> } };
    };
    const ids = (await readRuntimes(DOCKER)).map(({ id }) => id);
    deepEqual(manifest.contributes.configuration.properties['codealong.runtime.python']?.enum, ['', ...ids]);
  });

  it('are refused with the place of the mistake', async () => {
    const folder = await Folder.make();
    try {
      await folder.write('runtimes/python-3.13/runtime.json', '{"id": "python-3.13", "language": "python"}');
      await rejects(readRuntimes(folder.root), /python-3\.13\.version/);
    } finally {
      await folder.remove();
    }
  });
});
