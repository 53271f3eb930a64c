import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inTemporaryFolder, ROOT } from './run';
import type { WheelWish } from './wheel';

/** Kept between runs, as what setup fetches. */
const CACHE = path.join(ROOT, '.cache', 'debian-wheels');

/**
 * One module of a package of Debian's, to be made into a wheel: a real package where no index answers.
 * @param deb the name of the package, whose module lies by itself among Debian's modules
 * @returns null where there is no apt
 */
export async function debianWheel(deb: string, module: string): Promise<WheelWish | null> {
  const file = archive(deb);
  if (file === null) return null;
  return inTemporaryFolder(async (folder) => {
    execFileSync('dpkg-deb', ['-x', file, folder]);
    const text = readFileSync(path.join(folder, 'usr/lib/python3/dist-packages', `${module}.py`));
    const [, version = ''] = /_([\d.]+)-[^_]*_/.exec(path.basename(file)) ?? [];
    return { name: module, version, files: { [`${module}.py`]: text } };
  });
}

/** Fetched once, by the machine's own apt. */
function archive(deb: string): string | null {
  if (!existsSync('/usr/bin/apt-get')) return null;
  mkdirSync(CACHE, { recursive: true });
  const kept = () => readdirSync(CACHE).find((name) => name.startsWith(`${deb}_`) && name.endsWith('.deb'));
  if (kept() === undefined)
    execFileSync('apt-get', ['download', '-qq', deb], { cwd: CACHE, stdio: 'pipe', timeout: 120_000 });
  const name = kept();
  return name === undefined ? null : path.join(CACHE, name);
}
