import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import { pack } from 'tar-stream';

/** Names that nothing else uses, so that images of this machine are neither used nor replaced. */
/** Milliseconds: longer than the longest command in a Dockerfile of these tests. */
const REMOVAL_MS = 25_000;

export const PREFIX = `codealong-test-${process.pid}`;

/** An image of nothing with these labels. */
export async function importEmpty(ref: string, labels: Readonly<Record<string, string>>): Promise<void> {
  const tar = pack();
  tar.entry({ name: 'empty', mtime: new Date(0) }, ref);
  tar.finalize();
  await importTar(ref, tar, labels);
}

/** An image with this machine's own shell, `cat` and `sleep` and the libraries they need: nothing has to be pulled or installed. */
export async function importShell(ref: string): Promise<void> {
  const programs = ['sh', 'cat', 'sleep'].map((name) => execFileSync('which', [name], { encoding: 'utf8' }).trim());
  const libraries = programs.flatMap((path) => {
    const said = execFileSync('ldd', [path], { encoding: 'utf8' });
    return [...said.matchAll(/(?:=> )?(\/\S+) \(0x/g)].flatMap(([, library]) => library ?? []);
  });
  const tar = pack();
  for (const path of new Set([...programs.map((it) => `/bin/${it.split('/').at(-1)}`), ...libraries])) {
    const bytes = readFileSync(realpathSync(programs.find((it) => it.endsWith(`/${path.split('/').at(-1)}`)) ?? path));
    tar.entry({ name: path.slice(1), mode: 0o755, mtime: new Date(0) }, bytes);
  }
  tar.finalize();
  await importTar(ref, tar, {});
}

async function importTar(ref: string, tar: Readable, labels: Readonly<Record<string, string>>): Promise<void> {
  const docker = new Docker();
  const [repo, tag = 'latest'] = ref.split(':');
  const changes = Object.entries(labels).map(([name, value]) => `LABEL ${name}=${value}`);
  const stream = await docker.importImage(tar, {
    repo,
    tag,
    changes: ['ENV PATH=/bin', `LABEL ${PREFIX}=x`, ...changes],
  });
  for await (const _ of stream);
}

/** Removes the images of these tests whose names begin with this text, and those that have lost their name. */
export async function removeTestImages(prefix = PREFIX): Promise<void> {
  const docker = new Docker();
  const images = await docker.listImages();
  const named = images.filter(({ RepoTags }) => (RepoTags ?? []).some((ref) => ref.startsWith(prefix)));
  for (const { Id } of named) await removeImage(docker, Id);
  const unnamed = await docker.listImages({ filters: { dangling: ['true'], label: [PREFIX] } });
  for (const { Id } of unnamed) await removeImage(docker, Id);
}

/** The engine keeps the container of a cancelled build for a moment, and refuses removal until then. */
async function removeImage(docker: Docker, id: string): Promise<void> {
  const until = Date.now() + REMOVAL_MS;
  for (;;) {
    try {
      await docker.getImage(id).remove({ force: true });
      return;
    } catch (error) {
      const status = (error as { statusCode?: number }).statusCode;
      if (status === 404) return;
      if (status !== 409 || Date.now() > until) throw error;
    }
    await sleep(200);
  }
}
