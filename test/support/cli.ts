import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './run';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** The package whose bundle is run; ours by default. */
  readonly home?: string;
  /** Another user to run as; only root can. */
  readonly uid?: number | undefined;
  /** Called with the process, to send it a signal. */
  readonly meanwhile?: (child: ChildProcess) => void;
}

/** Runs the bundled command line, as a person would. */
export function codealong(args: readonly string[], options: CliOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(options.home ?? ROOT, 'dist', 'cli.js'), ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => err.push(part));
  child.stdin.end(options.stdin ?? '');
  options.meanwhile?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout: text(out), stderr: text(err) }));
  });
}

function text(parts: readonly Buffer[]): string {
  return Buffer.concat(parts).toString('utf8');
}
