import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A test's own folder. Its maker removes it. */
export class Folder {
  private constructor(readonly root: string) {}

  /** @param files texts by their paths in it; a path that ends with `/` is an empty folder */
  static async make(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
    const folder = new Folder(await realpath(await mkdtemp(path.join(tmpdir(), 'codealong-ui-'))));
    for (const [name, text] of Object.entries(files)) await folder.write(name, text);
    return folder;
  }

  path(...names: readonly string[]): string {
    return path.join(this.root, ...names);
  }

  async write(name: string, text: string): Promise<void> {
    const isFolder = name.endsWith('/');
    await mkdir(isFolder ? this.path(name) : path.dirname(this.path(name)), { recursive: true });
    if (!isFolder) await writeFile(this.path(name), text);
  }

  async read(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  /** All files and folders below it, in alphabetical order. */
  async listing(name = ''): Promise<readonly string[]> {
    const names = await readdir(this.path(name), { recursive: true });
    return names.map((name) => name.split(path.sep).join('/')).sort();
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
