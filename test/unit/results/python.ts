import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the machine's own python3 writes to stderr for these files, with the paths that the sandbox would show. */
export function stderrOf(files: Readonly<Record<string, string>>, args: readonly string[] = ['main.py']): string {
  const folder = mkdtempSync(join(tmpdir(), 'codealong-traceback-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const entry = args.map((arg) => (arg.endsWith('.py') ? join(folder, arg) : arg));
    const run = spawnSync('python3', entry, { encoding: 'utf8', timeout: 10_000, input: '', cwd: folder });
    if (run.error !== undefined) throw run.error;
    return run.stderr.replaceAll(folder, '/work');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
