import { deepEqual, equal, notEqual, rejects } from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { extract, type Headers } from 'tar-stream';
import { readSources, Sources, tarSources } from '../../../src/engine/image/sources';

const FILES = { Dockerfile: 'FROM scratch\n', 'a/run.sh': 'echo\n', 'a/b/ä.py': 'x = 1\ny = 2\n' };

describe('The sources of the image', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codealong sources-'));
    await write(FILES);
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function write(files: Record<string, string | Buffer>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
  }

  async function hashNow(): Promise<string> {
    return (await new Sources(folder).read()).hash;
  }

  it('have a hash that ignores line ends, modes, dot files, caches and links', async () => {
    const hash = await hashNow();
    await write({ 'a/b/ä.py': 'x = 1\r\ny = 2\r\n', '.DS_Store': '?', 'a/__pycache__/x.pyc': '?', '.idea/x': '?' });
    await chmod(join(folder, 'Dockerfile'), 0o700);
    await symlink('/etc/passwd', join(folder, 'link'));
    equal(await hashNow(), hash);
  });

  it('have another hash when a content or a name changes, or one moves into the other', async () => {
    const seen = new Set([await hashNow()]);
    await write({ Dockerfile: 'FROM scratch\n\n' });
    seen.add(await hashNow());
    await write({ Dockerfile: FILES.Dockerfile });
    await rename(join(folder, 'a/run.sh'), join(folder, 'a/ran.sh'));
    seen.add(await hashNow());
    await write({ 'a/ran.sh': 'echo\r' });
    seen.add(await hashNow());
    equal(seen.size, 4);
  });

  it('keep binary files as they are', async () => {
    await write({ 'x.bin': Buffer.from('\0\r\n') });
    const before = await hashNow();
    await write({ 'x.bin': Buffer.from('\0\n') });
    notEqual(await hashNow(), before);
  });

  it('are read once per reader, again on request, and again after a failure', async () => {
    const sources = new Sources(folder);
    const { hash } = await sources.read();
    equal(hash, await hashNow());
    await write({ Dockerfile: 'FROM other\n' });
    equal((await sources.read()).hash, hash);
    equal((await sources.again()).hash, await hashNow());
    equal((await sources.read()).hash, await hashNow());
    const missing = new Sources(join(folder, 'later'));
    await rejects(missing.read(), /ENOENT/);
    await write({ 'later/Dockerfile': 'FROM scratch\n' });
    equal((await missing.read()).files.length, 1);
  });

  it('are sent with modes, owners and dates that do not depend on this machine', async () => {
    const umask = process.umask(0o077);
    await write({ 'a/b/ä.py': 'x = 1\r\n' });
    await chmod(join(folder, 'Dockerfile'), 0o777);
    process.umask(umask);
    const entries = await unpack(await readSources(folder));
    deepEqual(
      entries.map(({ name, type, mode, uid, gid, mtime }) => [
        name,
        type,
        mode?.toString(8),
        uid,
        gid,
        mtime?.getTime(),
      ]),
      [
        ['a', 'directory', '755', 0, 0, 0],
        ['a/b', 'directory', '755', 0, 0, 0],
        ['Dockerfile', 'file', '644', 0, 0, 0],
        ['a/b/ä.py', 'file', '644', 0, 0, 0],
        ['a/run.sh', 'file', '755', 0, 0, 0],
      ].map(([name, type, ...rest]) => [type === 'directory' ? `${name}/` : name, type, ...rest]),
    );
    equal(entries.find(({ name }) => name === 'a/b/ä.py')?.content, 'x = 1\n');
  });
});

async function unpack(files: Awaited<ReturnType<typeof readSources>>): Promise<(Headers & { content: string })[]> {
  const found: (Headers & { content: string })[] = [];
  const tar = extract();
  tar.on('entry', (headers, stream, next) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      found.push({ ...headers, content: Buffer.concat(parts).toString() });
      next();
    });
  });
  await new Promise((resolve, reject) => tarSources(files).pipe(tar).on('finish', resolve).on('error', reject));
  return found;
}
