import { readdirSync, readFileSync } from 'node:fs';
import type { PlaceFiles } from './endpoints';

/** The host's own disk. What cannot be read is not there: a place that is not found is asked of no one. */
export const hostFiles: PlaceFiles = {
  readFile: (path) => quietly(() => readFileSync(path, 'utf8'), null),
  list: (folder) => quietly(() => readdirSync(folder).sort(), []),
};

function quietly<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
