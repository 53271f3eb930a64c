import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..');
const BIOME = path.join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');

type Import = readonly [room: string, imported: string];

const FORBIDDEN: readonly Import[] = [
  ['contract', '../engine/engine'],
  ['course', '../sandbox/sandbox'],
  ['course', '../engine/engine'],
  ['course/inner', '../../engine/engine'],
  ['engine', '../course/format'],
  ['sandbox', '../course/format'],
  ['sandbox', '../results/reduce'],
  ['results', '../course/format'],
  ['results', '../engine/engine'],
  ['run', '../cli/args'],
  ['cli', '../editor/tree'],
  ['cli', '../sandbox/sandbox'],
  ['run', 'dockerode'],
  ['run', 'vscode'],
];

const OPEN: readonly Import[] = [
  ['course', '../contract/codes'],
  ['sandbox', '../engine/engine'],
  ['run', '../results/reduce'],
  ['editor', '../run/run-step'],
  ['engine', 'dockerode'],
  ['editor', 'vscode'],
];

/** A file with that import, as it would stand in that folder of src. */
function example(root: string, [room, imported]: Import, name: string): string {
  const file = path.join('src', room, `${name}.ts`);
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(
    path.join(root, file),
    `import type { Thing } from '${imported}';\nexport const one: Thing | null = null;\n`,
  );
  return file;
}

/** The files below that folder in which the linter, set as ours is, finds a restricted import. */
function restricted(root: string): ReadonlySet<string> {
  const { $schema, vcs, ...settings } = JSON.parse(readFileSync(path.join(ROOT, 'biome.json'), 'utf8'));
  writeFileSync(path.join(root, 'biome.json'), JSON.stringify(settings));
  const args = [BIOME, 'lint', '--colors=off', '--max-diagnostics=none', 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const found = `${stdout}${stderr}`.matchAll(/^(\S+?):\d+:\d+ lint\/style\/noRestrictedImports/gm);
  return new Set([...found].map((match) => path.normalize(match[1] ?? '')));
}

describe('The arrows between the rooms', function () {
  this.timeout(20_000);

  it('are kept, and open where they should be', () => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'codealong-rooms-'));
    try {
      const wanted = FORBIDDEN.map((one, index) => example(root, one, `forbidden-${index}`));
      for (const [index, one] of OPEN.entries()) example(root, one, `open-${index}`);
      assert.deepEqual([...restricted(root)].sort(), wanted.sort());
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it('lead to vscode as a value from src/extension.ts alone', () => {
    const files = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const importing = files.filter((file) =>
      /import (?!type\b)[^;]*from 'vscode'/.test(readFileSync(path.join(ROOT, 'src', file), 'utf8')),
    );
    assert.deepEqual(importing, ['extension.ts']);
  });
});
