import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './run';

const SUPPORT = path.join(ROOT, 'test', 'support');

/** A script of `test/support` in a process of its own that can be killed. Its maker disposes it. */
export class ChildScript {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'codealong-child-'));

  /** Bundles the script, so that a child starts fast. @param name of the file, without its ending */
  static async make(name: string): Promise<ChildScript> {
    const script = new ChildScript();
    await build({
      entryPoints: [path.join(SUPPORT, `${name}.ts`)],
      outfile: script.#file,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      define: { __dirname: JSON.stringify(SUPPORT) },
      alias: Object.fromEntries(
        ['ssh2', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs'].map((left) => [
          left,
          path.join(ROOT, 'src', 'engine', 'client', 'absent.ts'),
        ]),
      ),
    });
    return script;
  }

  get #file(): string {
    return path.join(this.#folder, 'child.js');
  }

  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const;
    return spawn(process.execPath, [this.#file, ...args], { stdio: [...stdio], env: { ...process.env, ...env } });
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The next line that the child prints. */
export async function nextLine(child: ChildProcess, ms = 20_000): Promise<string> {
  const [line] = await once(child.stdout ?? child, 'data', { signal: AbortSignal.timeout(ms) });
  return String(line).trim();
}
