import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A learner's folder of the Redis course with this program. Its maker removes it. */
export class LearnerFolder {
  private constructor(readonly root: string) {}

  /** @param program absolute path of the file that becomes main.py */
  static async make(program: string): Promise<LearnerFolder> {
    const folder = new LearnerFolder(await realpath(await mkdtemp(path.join(tmpdir(), 'codealong-learner-'))));
    await mkdir(path.join(folder.root, '.codealong'));
    const progress = { format_version: 1, course: 'redis', steps: {}, current: null };
    await writeFile(path.join(folder.root, '.codealong', 'progress.json'), JSON.stringify(progress));
    await folder.write(program);
    return folder;
  }

  /** Replaces main.py by another program, as if the learner had written it. */
  async write(program: string): Promise<void> {
    await cp(program, path.join(this.root, 'main.py'));
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
