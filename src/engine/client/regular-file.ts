import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
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
    if (found.size > MAX_BYTES) throw failure('EFBIG');
    return readFileSync(file);
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

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
