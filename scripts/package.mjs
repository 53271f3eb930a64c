// `npm run package`: builds, then packs everything that .vscodeignore allows into dist/codealong-<version>.vsix.
// `--publish [TAG]` refuses first what must not be published: a placeholder for the repository, a tag that is not the version.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endChildrenOnSignals, run } from './process.mjs';
import { obstacles } from './release.mjs';

/** Caches of Python's tools. .vscodeignore cannot exclude them from what it allows. */
const CACHES = ['__pycache__', '.mypy_cache', '.pytest_cache', '.ruff_cache'];
const root = fileURLToPath(new URL('..', import.meta.url));

/** Relative links of the README are made absolute with the repository's address, today a placeholder. */
function packArguments({ repository }, target) {
  const base = repository.url.replace(/\.git$/, '');
  const links = ['--baseContentUrl', `${base}/blob/HEAD`, '--baseImagesUrl', `${base}/raw/HEAD`];
  return ['package', '--no-dependencies', ...links, '--out', target];
}

async function node(args, seconds) {
  const { code, output, timedOut } = await run(process.execPath, args, { seconds, cwd: root });
  if (code !== 0) throw new Error(timedOut ? `${args[0]} took longer than ${seconds} s` : output);
}

/** Removes older packages, so that only the new one is there. */
function removeOldPackages(folder) {
  for (const name of readdirSync(folder)) if (name.endsWith('.vsix')) rmSync(join(folder, name));
}

function removeCaches(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (CACHES.includes(entry.name)) rmSync(path, { recursive: true, force: true });
    else if (entry.isDirectory()) removeCaches(path);
  }
}

/** Without `--publish` nothing is refused: a package for this machine needs no address. */
function checkPublishing(manifest) {
  const { values, positionals } = parseArgs({ options: { publish: { type: 'boolean' } }, allowPositionals: true });
  const problems = values.publish ? obstacles(manifest, positionals[0]) : [];
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

async function main() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  checkPublishing(manifest);
  const target = join(root, 'dist', `${manifest.name}-${manifest.version}.vsix`);
  await node(['esbuild.js'], 120);
  removeOldPackages(join(root, 'dist'));
  for (const folder of ['docker', 'courses']) removeCaches(join(root, folder));
  await node([join(root, 'node_modules/@vscode/vsce/vsce'), ...packArguments(manifest, target)], 120);
  process.stdout.write(
    `dist/${manifest.name}-${manifest.version}.vsix, ${Math.ceil(statSync(target).size / 1024)} KiB\n`,
  );
}

endChildrenOnSignals();
try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
