import { readFileSync } from 'node:fs';

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;

/** The names in a zip archive, sorted, from the directory at its end. */
export function namesInZip(file: string): string[] {
  const bytes = readFileSync(file);
  const end = findEnd(bytes);
  const names: string[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    names.push(bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + name));
    at += ENTRY_BYTES + name + extra + comment;
  }
  return names.sort();
}

/** A comment may follow the end record. */
function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - END_BYTES; at >= 0; at--) if (bytes.readUInt32LE(at) === END) return at;
  throw new Error('This is no zip archive');
}
