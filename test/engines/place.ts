import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Patience } from '../attack/patience';
import { COURSES, type CourseName, type KnownRun } from './known-runs';

/** Copies of the courses, with the limits of this patience, and a folder for programs. Its maker removes it. */
export class Place {
  #programs = 0;

  private constructor(private readonly folder: string) {}

  static async make({ least }: Patience): Promise<Place> {
    const place = new Place(await mkdtemp(path.join(tmpdir(), 'codealong-engines-')));
    for (const [name, from] of Object.entries(COURSES)) {
      const to = place.course(name as CourseName);
      await cp(from, to, { recursive: true });
      if (least !== null) await withLimits(path.join(to, 'course.json'), least);
    }
    return place;
  }

  course(name: CourseName): string {
    return path.join(this.folder, name);
  }

  /** The path of a run's program; a text becomes a file in a folder of its own. */
  async program({ course, program }: KnownRun): Promise<string> {
    if ('file' in program) return path.join(this.course(course), program.file);
    this.#programs += 1;
    const folder = path.join(this.folder, 'programs', String(this.#programs));
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'main.py'), program.source);
    return path.join(folder, 'main.py');
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function withLimits(file: string, limits: NonNullable<Patience['least']>): Promise<void> {
  const course = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...course, limits: { ...course.limits, ...limits } }, null, 2));
}
