import { constants } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import { systemCode } from '../../contract/decode';

/** The error's code, such as `ENOENT`; an empty text for an error that does not come from the file system. */
export function diskErrorCode(error: unknown): string {
  return systemCode(error) ?? '';
}

/** Whether the path leads to a folder, through links too. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Whether the path leads to a regular file, through links too. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Whether anything at all has this name, a broken link included. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Flags against a file that is replaced in between: a pipe would block `open` for ever, and a link would lead elsewhere. */
const CAREFUL = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * Up to `maxBytes` bytes of a regular file. The caller has checked its size before.
 * @throws the file system's error; `EINVAL` when the path is not a regular file
 */
export async function readRegular(path: string, maxBytes: number): Promise<Uint8Array> {
  const handle = await open(path, CAREFUL);
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'EINVAL' });
    const room = Buffer.alloc(Math.min(found.size, maxBytes));
    return room.subarray(0, await fill(handle, room));
  } finally {
    await handle.close();
  }
}

/**
 * The whole of a regular file, through no link. It is read to its bound and no further, however large it is or grows.
 * @throws the file system's error; `EINVAL` when the path is not a regular file, `EFBIG` when it has more than `maxBytes`
 */
export async function readWhole(path: string, maxBytes: number): Promise<Uint8Array> {
  const bytes = await readRegular(path, maxBytes + 1);
  if (bytes.byteLength > maxBytes) throw Object.assign(new Error('EFBIG'), { code: 'EFBIG' });
  return bytes;
}

async function fill(handle: Awaited<ReturnType<typeof open>>, room: Buffer): Promise<number> {
  let filled = 0;
  while (filled < room.byteLength) {
    const { bytesRead } = await handle.read(room, filled, room.byteLength - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
