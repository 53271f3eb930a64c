import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import Docker from 'dockerode';
import { type Pack, pack } from 'tar-stream';
import { PYTHON } from '../../src/contract/image';
import { PROTOCOL } from '../../src/contract/job';

/** In the head of an ELF file: where the number of its processor stands, and which it is. */
const PROCESSOR_AT = 18;
const PROCESSORS = { amd64: 62, arm64: 183 };
const HEAD_BYTES = 4096;

/** A processor that this machine does not have, in the words of engines. */
export const FOREIGN = process.arch === 'arm64' ? 'amd64' : 'arm64';

/** Loads an image that says to be ours, and whose interpreter and shell are for another processor. The caller removes it. */
export async function loadForeignImage(ref: string): Promise<void> {
  const program = foreignProgram();
  const layer = await bytesOf((tar) => {
    for (const path of [PYTHON, '/bin/sh'])
      tar.entry({ name: path.slice(1), mode: 0o755, mtime: new Date(0) }, program);
  });
  const digest = sha256(layer);
  const config = JSON.stringify({
    architecture: FOREIGN,
    os: 'linux',
    config: { Labels: { 'codealong.protocol': String(PROTOCOL) } },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest}`] },
    history: [{ created_by: 'a test' }],
  });
  const file = `${sha256(config)}.json`;
  const archive = await bytesOf((tar) => {
    tar.entry({ name: file }, config);
    tar.entry({ name: 'layer.tar' }, layer);
    tar.entry({ name: 'manifest.json' }, JSON.stringify([{ Config: file, RepoTags: [ref], Layers: ['layer.tar'] }]));
  });
  const answer = await new Docker().loadImage(archive as unknown as string);
  await buffer(answer);
}

/** The beginning of a program of this machine, with the number of another processor. */
function foreignProgram(): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  const file = openSync(process.execPath, 'r');
  readSync(file, head, 0, HEAD_BYTES, 0);
  closeSync(file);
  head.writeUInt16LE(PROCESSORS[FOREIGN], PROCESSOR_AT);
  return head;
}

async function bytesOf(fill: (tar: Pack) => void): Promise<Buffer> {
  const tar = pack();
  fill(tar);
  tar.finalize();
  return buffer(tar);
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
