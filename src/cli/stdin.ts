import { addAbortSignal, type Readable } from 'node:stream';
import { CodedError } from '../contract/codes';
import { systemCode } from '../contract/decode';
import { SNAPSHOT_MAX_BYTES } from '../contract/limits';

/**
 * The whole of stdin, which may be endless: no more than `maxBytes` are kept.
 * @throws CodedError `stdin-too-large`, `stdin-unreadable`, `cancelled`
 */
export async function readStdin(
  stdin: Readable,
  signal: AbortSignal,
  maxBytes = SNAPSHOT_MAX_BYTES,
): Promise<Uint8Array> {
  try {
    return await readAll(addAbortSignal(signal, stdin), maxBytes);
  } catch (error) {
    if (signal.aborted) throw new CodedError('cancelled', { call: 'stdin' });
    if (error instanceof CodedError) throw error;
    throw new CodedError('stdin-unreadable', { reason: systemCode(error) ?? '' }, { cause: error });
  }
}

/** Leaving the loop closes the stream, so that nothing keeps the process alive. */
async function readAll(stdin: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stdin) {
    parts.push(part);
    size += part.byteLength;
    if (size > maxBytes) throw new CodedError('stdin-too-large', { bytes: maxBytes });
  }
  return Buffer.concat(parts);
}
