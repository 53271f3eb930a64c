import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installPackage, npm, output, runProgram } from '../support/npm-package';

const ROOT = path.resolve(__dirname, '..', '..');
const TSC = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

const ESM = `import { getDockerExecutor } from 'codealong';
const executor = getDockerExecutor();
await executor.runTests(7).catch((error) => console.log(error.message));
await executor.runTests('', { step: 'nowhere' }).catch((error) => console.log(error.code));
`;
const CJS = `const { getDockerExecutor } = require('codealong');
console.log(typeof getDockerExecutor().runTests);
`;
const TYPED = `import { getDockerExecutor, type RunOptions } from 'codealong';
const options: RunOptions = { course: 'redis', step: 2 };
export async function outcome(): Promise<string> {
  const report = await getDockerExecutor().runTests('print()', options);
  const messages: readonly (string | null)[] = report.tests.map(({ message }) => message);
  return [report.outcome, ...messages].join();
}
// @ts-expect-error: source text only
void getDockerExecutor().runTests(7);
`;

describe('The npm package', function () {
  this.timeout(180_000);
  let folder = '';
  let packed: readonly string[] = [];

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'codealong-npm-'));
    packed = installPackage(folder, { build: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('depends on no other package', () => {
    const installed = readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    assert.deepEqual(installed, ['codealong']);
  });

  it('has the library, the command line and what they need, and nothing of the author or the editor', () => {
    const needed = ['dist/cli.js', 'dist/executor.js', 'dist/types/executor.d.ts', 'docker/Dockerfile'];
    for (const file of [
      ...needed,
      'docker/runtimes/python-3.11/runtime.json',
      'docker/runtimes/python-3.14/runtime.json',
      'courses/redis/course.json',
      'courses/course.schema.json',
      'templates/course.json',
      'templates/server/next/wrong/no-capitals.txt',
      'scripts/setup-docker.sh',
    ])
      assert.ok(packed.includes(file), file);
    const tops = new Set(packed.map((file) => file.split('/')[0]));
    const allowed = [
      'LICENSE',
      'README.md',
      'courses',
      'dist',
      'docker',
      'package.json',
      'package.nls.json',
      'scripts',
      'templates',
    ];
    assert.deepEqual([...tops].sort(), allowed);
    assert.deepEqual(
      packed.filter((file) =>
        /^src\/|^courses\/.*\/(wrong|reference)\/|^docker\/.*\/smoke\/|\/__pycache__\/|extension\.js|\.map$/.test(file),
      ),
      [],
    );
  });

  it('is imported by an ES module', () => {
    const said = runProgram(folder, 'main.mjs', ESM);
    assert.equal(said, 'runTests takes the source text of a program\nunknown-step\n');
  });

  it('is required by a CommonJS program', () => {
    assert.equal(runProgram(folder, 'main.cjs', CJS), 'function\n');
  });

  for (const resolution of ['nodenext', 'bundler'])
    it(`has types that a strict program accepts (${resolution})`, () => {
      const sources = path.join(folder, resolution);
      mkdirSync(sources);
      writeFileSync(path.join(sources, 'typed.mts'), TYPED);
      const strict = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--target', 'es2022'];
      const kind = ['--module', resolution === 'bundler' ? 'esnext' : resolution, '--moduleResolution', resolution];
      output(process.execPath, [TSC, ...strict, ...kind, 'typed.mts'], sources);
    });

  it('has a command line that starts', () => {
    const help = npm(['exec', '--', 'codealong', '--help'], folder);
    assert.match(help, /codealong test/);
  });
});
