import { type Job, type JobFile, PROTOCOL } from './job';

/**
 * The job as bytes: a magic line, then frames (one kind byte, a big-endian length of four bytes, the payload), then an end
 * frame. The end of file is never relied on: Windows named pipes have no half-close (dockerode#534). The reader discards anything
 * before the magic line, because some engines leak the attach options into stdin (docker-modem PR#198).
 */
export const MAGIC = `CODEALONG-JOB ${PROTOCOL}\n`;

/** Sent before the job. The sandbox answers with another `ready` and the current facts. */
export const PING = `CODEALONG-PING ${PROTOCOL}\n`;

export const FRAME = { header: 0x4a, program: 0x50, suite: 0x53, end: 0x45 } as const;

/** @returns the whole job, ready to be written to the sandbox's stdin. */
export function encodeJob(job: Job): Uint8Array {
  const { program, suite, ...header } = job;
  return Buffer.concat([
    Buffer.from(MAGIC, 'utf8'),
    frame(FRAME.header, Buffer.from(JSON.stringify(header), 'utf8')),
    ...program.map((file) => frame(FRAME.program, encodeFile(file))),
    ...suite.map((file) => frame(FRAME.suite, encodeFile(file))),
    frame(FRAME.end, Buffer.alloc(0)),
  ]);
}

/** A kind, the length of the payload in four bytes, the payload. */
export function frame(kind: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(payload.byteLength, 1);
  return Buffer.concat([head, payload]);
}

/** A file's payload: the length of its path in two bytes, the path in UTF-8, its bytes. */
function encodeFile(file: JobFile): Buffer {
  const path = Buffer.from(file.path, 'utf8');
  const head = Buffer.alloc(2);
  head.writeUInt16BE(path.byteLength, 0);
  return Buffer.concat([head, path, file.bytes]);
}
