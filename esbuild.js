// Bundles the extension and the command line. `--watch` builds again on every save.
const esbuild = require('esbuild');

const watch = process.argv.includes('--watch');

/** dockerode eagerly loads ssh2, grpc and protobufjs, 750 KB that we never call. The stub fails loudly if that changes. */
const stubs = {
  ssh2: './src/engine/client/absent.ts',
  '@grpc/grpc-js': './src/engine/client/absent.ts',
  '@grpc/proto-loader': './src/engine/client/absent.ts',
  protobufjs: './src/engine/client/absent.ts',
  // A copy of Node's own streams for older versions of Node.
  'readable-stream': 'node:stream',
};

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
  external: ['vscode'],
  alias: stubs,
};

const targets = [
  { entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode', './core-bundle'] },
  // Loaded at the first run, because activation must not wait for dockerode.
  { entryPoints: ['src/core-bundle.ts'], outfile: 'dist/core-bundle.js' },
  { entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
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
  await checkBudgets(Object.assign({}, ...built.map(({ metafile }) => metafile.outputs)));
}

/** Fails the build if a bundle is too large. */
async function checkBudgets(outputs) {
  const { overBudget, sizes } = await import('./scripts/budgets.mjs');
  const problems = overBudget(outputs);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  process.stdout.write(`${sizes(outputs)}\n`);
}

/** Exported for the bundle of the extension tests, which talk to the engine themselves. */
module.exports = { stubs };

if (require.main === module) {
  main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
