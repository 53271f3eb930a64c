import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Runtime } from '../../src/contract/runtime';
import { ROOT } from './run';

const FOLDER = path.join(ROOT, 'docker', 'runtimes');

/** All runtimes, by their ids. */
export const RUNTIMES: ReadonlyMap<string, Runtime> = new Map(
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [name, JSON.parse(readFileSync(path.join(FOLDER, name, 'runtime.json'), 'utf8'))]),
);

/** The one of this id; unless given that of the tests (CONTRIBUTING.md, "What `npm test` does"), else the recommended one. */
export function runtime(id = process.env.CODEALONG_TEST_RUNTIME): Runtime {
  const found = [...RUNTIMES.values()].find((one) => (id === undefined ? one.recommended === true : one.id === id));
  if (found === undefined) throw new Error(`there is no runtime ${id}`);
  return found;
}

/** Like the recommended one, for a Dockerfile of a test. @param base the image that this Dockerfile begins with */
export function runtimeOn(base: string): Runtime {
  return { ...runtime(), image: { kind: 'base', base } };
}
