import { createHash } from 'node:crypto';
import type { JobFile } from '../../contract/job';

/** Another one for every change of the files, of their names and of their order. */
export function filesDigest(files: readonly JobFile[]): string {
  const hash = createHash('sha256');
  for (const { path: name, bytes } of files) hash.update(JSON.stringify([name, bytes.byteLength])).update(bytes);
  return hash.digest('hex');
}
