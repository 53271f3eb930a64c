// Checks whether node_modules matches package-lock.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * npm writes `.package-lock.json` into node_modules as the last step of an installation, so that file serves as the marker.
 * Contents are compared, not times: in a fresh clone all files are new. Optional packages may be missing (other platforms).
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
