// Bundles the extension, the command line and the library. `--watch` builds again on every save.
const esbuild = require('esbuild');
const { stubs } = require('./scripts/bundle-stubs.cjs');

const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: true,
  minify: !watch,
  charset: 'utf8',
  // Turns `import()` into `require()`: Node's `import()` would need the file ending, and the editor's loader does not know it.
  supported: { 'dynamic-import': false },
  logLevel: 'info',
  metafile: true,
  // `sideEffects` in package.json lets it leave out each of our files from which nothing is used, such as the hints in a window.
  external: ['vscode'],
  alias: stubs,
};

/** @type {import('esbuild').BuildOptions[]} */
const targets = [
  {
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode', './core-bundle', './task-bundle'],
  },
  // Loaded at the first run, because activation must not wait for dockerode.
  { entryPoints: ['src/core-bundle.ts'], outfile: 'dist/core-bundle.js' },
  // Loaded at the first task page: Markdown and the colours of code.
  { entryPoints: ['src/task-bundle.ts'], outfile: 'dist/task-bundle.js' },
  { entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  // The core as a library, for `import { getDockerExecutor } from 'codealong'`.
  { entryPoints: ['src/executor.ts'], outfile: 'dist/executor.js' },
];

async function main() {
  const { validatorPlugin } = await import('./scripts/compiled-validator.mjs');
  const options = { ...common, plugins: [validatorPlugin] };
  const contexts = await Promise.all(targets.map((target) => esbuild.context({ ...options, ...target })));
  if (watch) {
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  const built = await Promise.all(contexts.map((context) => context.rebuild()));
  await Promise.all(contexts.map((context) => context.dispose()));
  await checkBudgets(Object.assign({}, ...built.map(({ metafile }) => metafile?.outputs)));
}

/** Fails the build if a bundle is too large. */
async function checkBudgets(outputs) {
  const { overBudget, sizes } = await import('./scripts/budgets.mjs');
  const problems = overBudget(outputs);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  process.stdout.write(`${sizes(outputs)}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
