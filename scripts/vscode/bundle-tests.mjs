// Bundles test/extension for the extension host: index.js, and one file for each suite. mocha itself stays in node_modules.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { stubs } from '../bundle-stubs.cjs';

/** Resolves to the folder that VS Code is given as `extensionTestsPath`. */
export async function bundleTests(root) {
  const source = join(root, 'test/extension');
  const outdir = join(root, 'out/extension');
  rmSync(outdir, { recursive: true, force: true });
  const suites = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  await build({
    entryPoints: ['index.ts', ...suites].map((name) => join(source, name)),
    outbase: source,
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    keepNames: true,
    supported: { 'dynamic-import': false },
    external: ['vscode', 'mocha'],
    alias: stubs,
    absWorkingDir: root,
    logLevel: 'warning',
  });
  return outdir;
}
