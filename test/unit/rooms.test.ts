import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { closedPackages, closedTo, isFile, linterSettings, ROOMS, withTable } from '../../scripts/rooms/table.mjs';
import { importsOfSrc, roomOf, sourceFiles } from '../support/imports';

const ROOT = path.resolve(__dirname, '..', '..');
const BIOME = path.join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');

/** A file of src, and what it imports. */
interface Sample {
  readonly file: string;
  readonly imported: string;
}

/** Of Biome's JSON reporter. */
interface Diagnostic {
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
}

/** A room's import of each of the others, from files 1, 2 and 3 folders below src. */
function samples(room: string, others: readonly string[]): readonly Sample[] {
  if (isFile(room)) return others.map((other) => ({ file: `${room}.ts`, imported: `./${inside(other)}` }));
  return [1, 2, 3].flatMap((depth) => {
    const folder = [room, 'part', 'inner'].slice(0, depth).join('/');
    const up = Array(depth).fill('..').join('/');
    return others.map((other) => ({ file: `${folder}/to-${other}.ts`, imported: `${up}/${inside(other)}` }));
  });
}

function inside(room: string): string {
  return isFile(room) ? room : `${room}/thing`;
}

function packages(room: string): readonly Sample[] {
  return closedPackages(room).map((name) => ({
    file: isFile(room) ? `${room}.ts` : `${room}/${name}.ts`,
    imported: name,
  }));
}

function write(root: string, all: readonly Sample[]): void {
  for (const [index, { file, imported }] of all.entries()) {
    const full = path.join(root, 'src', file);
    mkdirSync(path.dirname(full), { recursive: true });
    const line = `import type { Thing } from '${imported}';\nexport const one${index}: Thing | null = null;\n`;
    writeFileSync(full, line, { flag: 'a' });
  }
}

/** The lines that the linter, with our rules, refuses: `src/file.ts:line`. */
function refused(root: string): readonly string[] {
  const settings = { linter: { rules: { preset: 'none' } }, ...linterSettings() };
  writeFileSync(path.join(root, 'biome.json'), JSON.stringify(settings));
  const args = [BIOME, 'lint', '--max-diagnostics=none', '--reporter=json', 'src'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const { diagnostics }: { diagnostics: readonly Diagnostic[] } = JSON.parse(stdout);
  return diagnostics.map(({ location }) => `${path.normalize(location.path)}:${location.start.line}`);
}

/** Each sample's place as `refused` names it: two lines a sample in a file that others share. */
function placesOf(all: readonly Sample[]): readonly string[] {
  const lines = new Map<string, number>();
  return all.map(({ file }) => {
    const line = lines.get(file) ?? 1;
    lines.set(file, line + 2);
    return `${path.join('src', file)}:${line}`;
  });
}

/** What the linter refuses of these imports. */
function judged(all: readonly Sample[]): readonly string[] {
  const root = mkdtempSync(path.join(os.tmpdir(), 'codealong-rooms-'));
  try {
    write(root, all);
    return refused(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe('The arrows between the rooms', function () {
  this.timeout(30_000);
  const rooms = Object.keys(ROOMS);

  it('are refused by the linter where the table has none, from files of any depth', () => {
    const closed = rooms.flatMap((room) => [...samples(room, closedTo(room)), ...packages(room)]);
    assert.deepEqual([...judged(closed)].sort(), [...placesOf(closed)].sort());
  });

  it('are accepted by the linter where the table has them', () => {
    const open = rooms.flatMap((room) => samples(room, ROOMS[room]?.uses ?? []));
    assert.deepEqual(judged(open), []);
  });

  it('are in linter.json as in the table: npm run rooms', () => {
    const written = JSON.parse(readFileSync(path.join(ROOT, 'scripts', 'rooms', 'linter.json'), 'utf8'));
    assert.deepEqual(written, linterSettings());
    const { extends: others } = JSON.parse(readFileSync(path.join(ROOT, 'biome.json'), 'utf8'));
    assert.deepEqual(others, ['./scripts/rooms/linter.json']);
  });

  it('are in docs/architecture.md as in the table: npm run rooms', () => {
    const page = readFileSync(path.join(ROOT, 'docs', 'architecture.md'), 'utf8');
    assert.equal(page, withTable(page));
  });

  it('form no circle', () => {
    const reaches = (from: string, seen: readonly string[] = []): readonly string[] =>
      (ROOMS[from]?.uses ?? []).flatMap((to) => (seen.includes(to) ? [to] : [to, ...reaches(to, [...seen, to])]));
    for (const room of rooms) assert.ok(!reaches(room).includes(room), room);
  });

  it('are kept by every import of src, whatever the linter says', () => {
    const arrows = importsOfSrc().map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to), file: from }));
    assert.deepEqual([...new Set(arrows.map(({ from }) => from))].sort(), [...rooms].sort(), 'the rooms of src');
    const wrong = arrows.filter(({ from, to }) => from !== to && !ROOMS[from]?.uses.includes(to));
    assert.deepEqual(wrong, []);
  });

  it('lead to vscode as a value from src/extension.ts alone', () => {
    const importing = sourceFiles().filter((file) =>
      /import (?!type\b)[^;]*from 'vscode'/.test(readFileSync(path.join(ROOT, 'src', file), 'utf8')),
    );
    assert.deepEqual(importing, ['extension.ts']);
  });
});
