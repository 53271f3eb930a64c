import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Folder } from './folder';

/** What an ssh command of a test does. `SOCKET` is the path that it was made with. */
export const CONNECTS = `
const engine = require('node:net').connect({ path: SOCKET, allowHalfOpen: true });
process.stdin.pipe(engine);
engine.pipe(process.stdout);
engine.on('error', () => process.exit(1));
`;

/** One start of the command. */
interface Started {
  readonly pid: number;
  readonly args: readonly string[];
}

/** A script that is found first when `ssh` is started. Its maker restores the path. */
export class FakeSsh {
  private constructor(
    private readonly folder: Folder,
    private readonly before: string | undefined,
  ) {}

  /** @param body JavaScript of the command */
  static async install(body: string, socket = ''): Promise<FakeSsh> {
    const folder = await Folder.make();
    const log = JSON.stringify(folder.path('log'));
    const said = `JSON.stringify({ pid: process.pid, args: process.argv.slice(2) })`;
    const noted = `require('node:fs').appendFileSync(${log}, ${said} + '\\n');`;
    await writeFile(
      folder.path('ssh'),
      `#!${process.execPath}\nconst SOCKET = ${JSON.stringify(socket)};\n${noted}\n${body}`,
    );
    await chmod(folder.path('ssh'), 0o755);
    const before = process.env.PATH;
    process.env.PATH = `${folder.root}${path.delimiter}${before}`;
    return new FakeSsh(folder, before);
  }

  /** Every start so far, the oldest first. */
  async started(): Promise<readonly Started[]> {
    const text = await readFile(this.folder.path('log'), 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }

  /** How many of them still live. */
  async alive(): Promise<number> {
    return (await this.started()).filter(({ pid }) => lives(pid)).length;
  }

  async remove(): Promise<void> {
    process.env.PATH = this.before;
    for (const { pid } of await this.started()) if (lives(pid)) process.kill(pid, 'SIGKILL');
    await this.folder.remove();
  }
}

/** Whether a process with this id is there. */
export function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
