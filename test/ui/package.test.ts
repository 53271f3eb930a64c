import { deepEqual, doesNotMatch, ok } from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT, read } from '../support/run';
import { namesInZip } from '../support/zip';
import { packedExtension } from './packed';

const CACHES = /(^|\/)(__pycache__|\.\w+_cache)\//;
/** Files that only the author of a course needs. */
const AUTHORS = /^extension\/courses\/[^/]+\/(reference|steps\/[^/]+\/wrong)\//;
/** Files that only the tests of the runtimes need. */
const SMOKE = /^extension\/docker\/runtimes\/[^/]+\/smoke\//;
const MEBIBYTE = 1024 * 1024;

/** The names that a folder of the project has in the package. */
function folder(name: string): string[] {
  const entries = readdirSync(path.join(ROOT, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const names = files.map((file) => path.relative(ROOT, file).split(path.sep).join('/'));
  return names.filter((file) => !CACHES.test(file)).map((file) => `extension/${file}`);
}

describe('The package', () => {
  it('holds exactly what a learner needs', () => {
    const single = [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/core-bundle.js',
      'extension/dist/task-bundle.js',
      'extension/dist/extension.js',
      'extension/package.json',
      'extension/package.nls.json',
      'extension/readme.md',
      'extension/scripts/setup-docker.sh',
    ];
    const whole = ['courses', 'docker', 'l10n', 'media'].flatMap(folder);
    const expected = [...single, ...whole.filter((file) => !AUTHORS.test(file) && !SMOKE.test(file))].sort();
    deepEqual(namesInZip(packedExtension()), expected);
    for (const part of ['reference', 'steps/01-bind/wrong'])
      ok(
        whole.some((file) => file.startsWith(`extension/courses/redis/${part}/`)),
        `there is a ${part} to leave out`,
      );
    ok(expected.includes('extension/docker/runtimes/python-3.14/runtime.json'), 'each runtime is there');
    ok(expected.includes('extension/courses/redis/steps/01-bind/solution/main.py'), 'solutions belong to a course');
  });

  it('is small, and contains no trace of the machine that made it', () => {
    const { size } = statSync(packedExtension());
    process.stdout.write(`      ${path.basename(packedExtension())}: ${Math.ceil(size / 1024)} KiB\n`);
    ok(size < 2 * MEBIBYTE, `${size} bytes`);
    for (const file of ['core-bundle.js', 'extension.js'])
      ok(!readFileSync(path.join(ROOT, 'dist', file), 'utf8').includes(ROOT));
  });

  it('has a picture that the marketplace accepts', () => {
    const { icon } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { icon: string };
    const header = readFileSync(path.join(ROOT, icon)).subarray(0, 24);
    deepEqual([header.toString('latin1', 1, 4), header.readUInt32BE(16), header.readUInt32BE(20)], ['PNG', 128, 128]);
    // Pictures of the walkthrough may be SVG; those of the page may not.
    doesNotMatch(read(path.join(ROOT, 'README.md')), /\.svg\b/);
  });
});
