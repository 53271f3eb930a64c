import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './run';

/** A file as the author's guide shows it: its name in bold, then a block. */
const SHOWN = /^\*\*`([^`]+)`\*\*\n\n(`{3,})\w*\n([\s\S]*?)^\2$/gm;

/** The files of the course that `courses/README.md` builds, by their paths in it. */
export function filesOfGuide(): ReadonlyMap<string, string> {
  const guide = readFileSync(path.join(ROOT, 'courses', 'README.md'), 'utf8');
  return new Map([...guide.matchAll(SHOWN)].map(([, name = '', , text = '']) => [name, text]));
}

/** Writes them into a folder. */
export async function writeGuide(folder: string): Promise<void> {
  for (const [name, text] of filesOfGuide()) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
