import path from 'node:path';
import type { Engine } from '../../src/engine/client/engine';
import { ensureImage } from '../../src/engine/image/image';
import { readSources, type SourceFile, tarSources } from '../../src/engine/image/sources';
import { ROOT } from '../support/run';
import { runtime } from '../support/runtimes';
import type { Patch } from './saboteurs';

const DOCKER = path.join(ROOT, 'docker');

/** Built on the real image, so that nothing is installed again and no unnamed image stays behind. */
const dockerfile = (base: string) => `FROM ${base}
USER 0:0
COPY runner/ /opt/codealong/runner/
COPY codealong/ /opt/codealong/lib/codealong/
COPY compile.py /build/
RUN /opt/codealong/python -I -B /build/compile.py /opt/codealong
USER 64001:64001
`;

/** Uses an image whose runner is patched, with these files added to its sources; it is removed afterwards. */
export async function withPatchedImage<T>(
  engine: Engine,
  name: string,
  patches: readonly Patch[],
  use: (image: string) => Promise<T>,
  added: readonly SourceFile[] = [],
): Promise<T> {
  const tag = `codealong-saboteur:${process.pid}-${name}`;
  const base = await ensureImage(engine, { runtime: runtime(), dockerDir: DOCKER, build: 'if-missing' });
  const sources = await readSources(DOCKER);
  const files = patches.reduce(patched, sources).filter((file) => file.path !== 'Dockerfile');
  try {
    await build(engine, tag, [...files, ...added, { path: 'Dockerfile', bytes: Buffer.from(dockerfile(base.ref)) }]);
    return await use(tag);
  } finally {
    await engine.removeImage(tag);
  }
}

/** @throws Error for a patch whose text the file does not have exactly once */
export function patched(files: readonly SourceFile[], { file, from, to }: Patch): readonly SourceFile[] {
  const found = files.find((one) => one.path === file)?.bytes.toString('utf8') ?? '';
  if (found.split(from).length !== 2) throw new Error(`${file} does not have once: ${from}`);
  return files.map((one) => (one.path === file ? { ...one, bytes: Buffer.from(found.replace(from, () => to)) } : one));
}

async function build(engine: Engine, tag: string, files: readonly SourceFile[]): Promise<void> {
  let error = '';
  await engine.build(tarSources(files), { tags: [tag], labels: {} }, ({ kind, text }) => {
    if (kind === 'error') error = text;
  });
  if (error !== '') throw new Error(`${tag}: ${error}`);
}
