// Whether node_modules is what package-lock.json asks for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * npm writes `.package-lock.json` into node_modules as the last thing of an installation, so it serves as the marker.
 * Contents are compared, not times: a fresh clone's files are all new. What is optional may be left out (other platforms).
 */
export function packagesAreCurrent(/** @type {string} */ root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules/.package-lock.json'));
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    return present[path] ? present[path].version === version : optional === true || devOptional === true;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}
