import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { systemCode } from '../../contract/decode';

/** Docker's configuration and certificates are a few kilobytes each. */
const MAX_BYTES = 1024 * 1024;

/** Opening a pipe would block for ever without `O_NONBLOCK`, which Windows does not have. */
const CAREFUL = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The whole of a regular file, through links too. @throws the file system's error; `EINVAL` for a pipe or a device, `EFBIG` */
export function readSmallFile(path: string): Buffer {
  const file = openSync(path, CAREFUL);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw failure('EINVAL');
    // It may grow while it is read, so what it had at first is not the bound.
    const room = Buffer.alloc(MAX_BYTES + 1);
    const length = fill(file, room);
    if (length > MAX_BYTES) throw failure('EFBIG');
    return Buffer.from(room.subarray(0, length));
  } finally {
    closeSync(file);
  }
}

/** Why a file cannot be read, as the system's name of the error; null when it can be, or when it is missing. */
export function whyUnreadable(path: string): string | null {
  try {
    readSmallFile(path);
    return null;
  } catch (error) {
    const reason = systemCode(error);
    return reason === 'ENOENT' ? null : reason;
  }
}

function fill(file: number, room: Buffer): number {
  let length = 0;
  for (let read = -1; read !== 0 && length < room.length; length += read)
    read = readSync(file, room, length, room.length - length, null);
  return length;
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
