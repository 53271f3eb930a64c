import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Decoder, flag, list, object, text } from '../../contract/decode';
import type { Runtime } from '../../contract/runtime';

/** Of our folder `docker`. It is no part of the sources of an image: a new runtime changes no other one. */
export const RUNTIMES_FOLDER = 'runtimes';

const debian = object<NonNullable<Runtime['image']['debian']>>({ suite: text, packages: list(text) });
const fields = object<Omit<Runtime, 'image' | 'recommended'>>({ id: text, language: text, version: text, title: text });
const image = object<Pick<Runtime['image'], 'base'>>({ base: text });

/** Fields that may be missing are left out. */
const runtime: Decoder<Runtime> = (value, path) => {
  const given = Object(value) as { readonly recommended?: unknown; readonly image?: { readonly debian?: unknown } };
  const made = given.image?.debian;
  return {
    ...fields(value, path),
    ...(given.recommended !== undefined && flag(given.recommended, path) ? { recommended: true } : {}),
    image: {
      kind: 'base',
      ...image(given.image, `${path}.image`),
      ...(made === undefined ? {} : { debian: debian(made, `${path}.image.debian`) }),
    },
  };
};

/**
 * The runtimes that this version of CodeAlong was tested with, the newest of each language first. They are our own files; a unit test holds
 * each to `docker/runtimes/runtime.schema.json`.
 * @param dockerDir absolute path of our folder `docker`
 * @throws the file system's error, a SyntaxError, a DecodeError
 */
export async function readRuntimes(dockerDir: string): Promise<readonly Runtime[]> {
  const folder = join(dockerDir, RUNTIMES_FOLDER);
  const entries = await readdir(folder, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return (await Promise.all(ids.map((id) => readRuntime(folder, id)))).sort(newestFirst);
}

async function readRuntime(folder: string, id: string): Promise<Runtime> {
  return runtime(JSON.parse(await readFile(join(folder, id, 'runtime.json'), 'utf8')), id);
}

function newestFirst(one: Runtime, other: Runtime): number {
  return one.language.localeCompare(other.language) || byNumbers(other.version, one.version);
}

/** Versions as numbers: 3.9 comes before 3.11. */
function byNumbers(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
