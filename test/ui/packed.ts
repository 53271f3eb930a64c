import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/run';

/** The .vsix that `npm run package` made. */
export function packedExtension(): string {
  const { name, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<string, string>;
  const file = path.join(ROOT, 'dist', `${name}-${version}.vsix`);
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run package`);
  return file;
}
