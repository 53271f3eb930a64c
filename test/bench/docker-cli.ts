import { spawn } from 'node:child_process';

/** The output of a docker command, and its duration. */
export interface Said {
  readonly ms: number;
  readonly stdout: string;
}

/** Runs the docker client as a person would. Rejects for any exit code but 0, and after `ms` milliseconds. */
export function docker(args: readonly string[], ms: number): Promise<Said> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn('docker', args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: ms, killSignal: 'SIGKILL' });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const took = performance.now() - began;
      const stdout = Buffer.concat(out).toString();
      if (code === 0) resolve({ ms: took, stdout });
      else reject(new Error(`docker ${args[0]} ended with ${code ?? signal}: ${stdout}${Buffer.concat(err)}`));
    });
  });
}
