// The rooms of src and the arrows between them, read from rooms.json. Makes the linter's rules and the table of docs/architecture.md.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ holds: string, uses: readonly string[], packages?: readonly string[] }} Room */

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Packages that a room may import only if it lists them. */
const GUARDED = ['dockerode', 'vscode'];
/** Paths to src from files 1, 2 or 3 folders below it. */
const UP = ['..', '../..', '../../..'];

/** @type {Readonly<Record<string, Room>>} */
export const ROOMS = JSON.parse(readFileSync(new URL('rooms.json', import.meta.url), 'utf8'));

/** True for a room that is one file, such as src/executor.ts. */
export function isFile(/** @type {string} */ name) {
  return existsSync(join(ROOT, 'src', `${name}.ts`));
}

/** The rooms that a room may not use. @returns {string[]} */
export function closedTo(/** @type {string} */ name) {
  return Object.keys(ROOMS).filter((other) => other !== name && !ROOMS[name]?.uses.includes(other));
}

/** The packages that a room may not import. @returns {string[]} */
export function closedPackages(/** @type {string} */ name) {
  return GUARDED.filter((other) => !ROOMS[name]?.packages?.includes(other));
}

/** Settings for Biome, which biome.json extends: one `noRestrictedImports` for each room. */
export function linterSettings() {
  const overrides = Object.keys(ROOMS).map((name) => ({
    includes: [isFile(name) ? `src/${name}.ts` : `src/${name}/**`],
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options: restriction(name) } } } },
  }));
  return { overrides };
}

/** The patterns have the syntax of .gitignore and match the text of the import. A folder may also be imported by its name, for its index.ts. */
function restriction(/** @type {string} */ name) {
  const way = isFile(name) ? '.' : `{${UP.join(',')}}`;
  const closed = closedTo(name).join(',');
  const uses = ROOMS[name]?.uses.join(', ') || 'no other room';
  const group = [`${way}/{${closed}}`, `${way}/{${closed}}/**`, ...closedPackages(name)];
  return { patterns: [{ group, message: `src/${name} may use ${uses} (scripts/rooms/rooms.json).` }] };
}

/** The table of docs/architecture.md. */
export function roomsTable() {
  const rows = Object.entries(ROOMS).map(([name, { holds, uses }]) => {
    const place = isFile(name) ? `src/${name}.ts` : `src/${name}`;
    return `| \`${place}\` | ${holds} | ${uses.join(', ') || 'nothing'} |`;
  });
  return ['| room | what it holds | may use |', '|---|---|---|', ...rows].join('\n');
}

/** The page, with the table between its two marks. Throws if the page has no marks. @returns {string} */
export function withTable(/** @type {string} */ page) {
  const marked = /(<!-- rooms -->\n)[\s\S]*?(\n<!-- \/rooms -->)/;
  if (!marked.test(page)) throw new Error('docs/architecture.md has no <!-- rooms --> … <!-- /rooms -->');
  return page.replace(marked, (_, begin, end) => `${begin}${roomsTable()}${end}`);
}
