import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** A package that a test makes, as a wheel. */
export interface WheelWish {
  readonly name: string;
  readonly version?: string;
  /** `py3-none-any` unless given. */
  readonly tag?: string;
  /** Further lines of its description, such as `Requires-Dist: more`. */
  readonly says?: readonly string[];
  /** The packages' files by their paths in the archive. */
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** A further line of the list of files. */
  readonly lists?: string;
  /** Files whose hash in the list of files is that of other bytes. */
  readonly spoiled?: readonly string[];
  /** Files that are links. */
  readonly links?: readonly string[];
  /** Bytes that a file claims to have. */
  readonly claims?: Readonly<Record<string, number>>;
  /** Ways of packing that a file claims: 8, in which it is packed, or 12 and others, in which it is not. Plain unless given. */
  readonly methods?: Readonly<Record<string, number>>;
}

/** A wheel on the disk. */
export interface MadeWheel {
  /** The name of its file. */
  readonly file: string;
  /** SHA-256, in hexadecimal. */
  readonly hash: string;
}

const DEFLATED = 8;

/** Makes a wheel in that folder. */
export async function makeWheel(folder: string, wish: WheelWish): Promise<MadeWheel> {
  const { name, version = '1.0', tag = 'py3-none-any' } = wish;
  const file = `${name}-${version}-${tag}.whl`;
  const bytes = zipped(filesOf(wish, `${name}-${version}.dist-info`), wish);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, file), bytes);
  return { file, hash: createHash('sha256').update(bytes).digest('hex') };
}

function filesOf({ name, version = '1.0', says = [], files, lists = '', spoiled = [] }: WheelWish, info: string) {
  const own = [`Metadata-Version: 2.1`, `Name: ${name}`, `Version: ${version}`, ...says, ''];
  const described = {
    ...files,
    [`${info}/METADATA`]: own.join('\n'),
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\n',
  };
  const entries = Object.entries(described).map(([path, data]) => [path, Buffer.from(data)] as const);
  const record = entries.map(([path, data]) => {
    const listed = spoiled.includes(path) ? Buffer.concat([data, Buffer.from('?')]) : data;
    return `${path},sha256=${createHash('sha256').update(listed).digest('base64url')},${data.length}\n`;
  });
  return [...entries, [`${info}/RECORD`, Buffer.from(`${record.join('')}${lists}\n${info}/RECORD,,\n`)] as const];
}

function zipped(
  files: readonly (readonly [string, Buffer])[],
  { links = [], claims = {}, methods = {} }: Pick<WheelWish, 'links' | 'claims' | 'methods'>,
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, whole] of files) {
    const method = methods[name] ?? 0;
    const data = method === DEFLATED ? deflateRawSync(whole) : whole;
    const claimed = claims[name] ?? whole.length;
    const [head, path] = [headOf(name, { crc: crc32(whole), packed: data.length, claimed, method }), Buffer.from(name)];
    const mode = links.includes(name) ? 0o120777 : 0o100644;
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02\x14\x03', 'latin1');
    head.copy(central, 6, 4);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(at, 42);
    parts.push(head, path, data);
    directory.push(central, path);
    at += head.length + path.length + data.length;
  }
  const end = Buffer.alloc(22);
  const listed = Buffer.concat(directory);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

interface Packed {
  readonly crc: number;
  /** Bytes. */
  readonly packed: number;
  readonly claimed: number;
  readonly method: number;
}

/** What stands before a file in the archive. */
function headOf(name: string, { crc, packed, claimed, method }: Packed): Buffer {
  const head = Buffer.alloc(30);
  head.write('PK\x03\x04\x14', 'latin1');
  head.writeUInt16LE(0x800, 6); // names are UTF-8
  head.writeUInt16LE(method, 8);
  head.writeUInt16LE(33, 12); // a date: the first of 1980
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(packed, 18);
  head.writeUInt32LE(claimed, 22);
  head.writeUInt16LE(Buffer.byteLength(name), 26);
  return head;
}

function crc32(data: Buffer): number {
  let crc = -1;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
