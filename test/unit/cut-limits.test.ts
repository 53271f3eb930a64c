import { deepEqual, equal } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inTemporaryFolder, ROOT } from '../support/run';

const SCRIPT = readFileSync(path.join(ROOT, 'scripts/podman/cut-limits.sh'), 'utf8');
const MOST = 20_000;
const PROCESSES = { type: 'RLIMIT_NPROC', hard: 1048576, soft: 1048576 };
const WISHED = { type: 'RLIMIT_NOFILE', hard: 1048576, soft: 1048576 };
const CORE = { type: 'RLIMIT_CORE', hard: 0, soft: 0 };
const FILES = { type: 'RLIMIT_NOFILE', hard: 4096, soft: 4096 };

type Limits = readonly { readonly type: string; readonly hard: number; readonly soft: number }[];

/** Calls the script in place of a runtime, as Podman does, and returns the limits that it leaves. */
function left(folder: string, wanted: Limits, command: 'create' | 'exec'): Limits {
  const script = path.join(folder, 'cut-limits.sh');
  writeFileSync(script, SCRIPT.replaceAll('@RUNTIME@', 'echo').replaceAll('@NOFILE@', String(MOST)));
  const bundle = path.join(folder, 'bundle');
  mkdirSync(bundle, { recursive: true });
  const file = command === 'create' ? path.join(bundle, 'config.json') : path.join(folder, 'process.json');
  const process_ = { args: ['sleep'], rlimits: wanted };
  writeFileSync(file, JSON.stringify(command === 'create' ? { process: process_ } : process_));
  const words = command === 'create' ? ['create', '--bundle', bundle, 'c1'] : ['exec', '--process', file, 'c1'];
  // The runtime gets every word as it came.
  equal(
    execFileSync('sh', [script, '--root', '/x y', ...words], { encoding: 'utf8' }).trim(),
    ['--root /x y', ...words].join(' '),
  );
  const found = JSON.parse(readFileSync(file, 'utf8'));
  return command === 'create' ? found.process.rlimits : found.rlimits;
}

describe('The script in front of a runtime whose root may not raise limits', () => {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  for (const command of ['create', 'exec'] as const) {
    it(`takes out the number of processes, wherever it stands, at ${command}`, () =>
      inTemporaryFolder(async (folder) => {
        deepEqual(left(folder, [PROCESSES, CORE, FILES], command), [CORE, FILES]);
        deepEqual(left(folder, [CORE, PROCESSES, FILES], command), [CORE, FILES]);
        deepEqual(left(folder, [CORE, PROCESSES], command), [CORE]);
        deepEqual(left(folder, [PROCESSES], command), []);
      }));
  }

  it('cuts Podman’s own wish for open files, and leaves ours', () =>
    inTemporaryFolder(async (folder) => {
      deepEqual(left(folder, [CORE, WISHED], 'create'), [CORE, { ...WISHED, hard: MOST, soft: MOST }]);
      deepEqual(left(folder, [CORE, FILES], 'create'), [CORE, FILES]);
    }));
});
