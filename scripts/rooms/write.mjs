// `npm run rooms`: writes the linter's rules and the table of docs/architecture.md again after a change of rooms.json.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linterSettings, ROOT, withTable } from './table.mjs';

const LINTER = join(ROOT, 'scripts/rooms/linter.json');
const PAGE = join(ROOT, 'docs/architecture.md');
const BIOME = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');

writeFileSync(LINTER, JSON.stringify(linterSettings(), null, 2));
const { status } = spawnSync(process.execPath, [BIOME, 'format', '--write', LINTER], { cwd: ROOT, stdio: 'inherit' });
if (existsSync(PAGE)) writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8')));
process.exitCode = status ?? 1;
