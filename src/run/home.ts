import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where our own files lie: the folder that holds `docker/` and `courses/`, beside `dist/` as beside `src/`. */
export interface Home {
  readonly dockerDir: string;
  readonly coursesDir: string;
  /** What a new course is made from. Packed with the command line alone. */
  readonly templatesDir: string;
  readonly packageFile: string;
}

/** @param from a folder inside the package. */
export function findHome(from: string): Home {
  const found = ancestors(from).find((folder) => existsSync(path.join(folder, 'docker', 'Dockerfile')));
  if (found === undefined) throw new Error(`no package of ours around ${from}`);
  return {
    dockerDir: path.join(found, 'docker'),
    coursesDir: path.join(found, 'courses'),
    templatesDir: path.join(found, 'templates'),
    packageFile: path.join(found, 'package.json'),
  };
}

function ancestors(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
