import { deepEqual, equal, match } from 'node:assert/strict';
import path from 'node:path';
import { codealong } from '../support/cli';
import { nothingIsLeft } from '../support/containers';
import { inTemporaryFolder } from '../support/run';

/** A folder as people have it. */
const NAME = 'Kurse für Ännä 1';

describe('A course that codealong new-course makes', function () {
  this.timeout(180_000);
  afterEach(nothingIsLeft);

  async function good(args: readonly string[], cwd: string): Promise<string> {
    const { code, stdout, stderr } = await codealong(args, { cwd });
    equal(code, 0, stdout + stderr);
    return stdout;
  }

  for (const kind of ['program', 'function', 'server'])
    it(`passes the check, with a step that was added (growing, ${kind})`, () =>
      inTemporaryFolder(async (cwd) => {
        await good(['new-course', NAME, '--kind', kind, '--shape', 'growing'], cwd);
        await good(['new-step', NAME, 'one-more', '--title', 'Ein Schritt'], cwd);
        match(await good(['check', NAME], cwd), /(\d+) of \1 checks passed/);
      }));

  it('passes the check, with a step of each kind that was added (separate)', () =>
    inTemporaryFolder(async (cwd) => {
      await good(['new-course', NAME, '--shape', 'separate', '--kind', 'program'], cwd);
      for (const kind of ['function', 'server']) await good(['new-step', NAME, `a-${kind}`, '--kind', kind], cwd);
      match(await good(['check', NAME], cwd), /(\d+) of \1 checks passed/);
    }));

  it('is named in the command that comes next, so that a shell takes it', () =>
    inTemporaryFolder(async (cwd) => {
      match(await good(['new-course', NAME], cwd), new RegExp(`^ {2}codealong check "${NAME}" +proves it`, 'm'));
      match(await good(['new-course', 'kurs'], cwd), /^ {2}codealong new-step kurs ID +adds a step/m);
      const made = JSON.parse(await good(['new-step', 'kurs', 'two', '--json'], cwd));
      deepEqual([made.course, made.step, made.number, made.directory], ['kurs', 'two', 2, path.join(cwd, 'kurs')]);
    }));

  it('is not made twice, and says what to do', () =>
    inTemporaryFolder(async (cwd) => {
      await good(['new-course', 'kurs'], cwd);
      const again = await codealong(['new-course', 'kurs'], { cwd });
      deepEqual([again.code, again.stdout], [2, '']);
      match(again.stderr, /is not empty: it holds "course\.json"\. Nothing was written\.\nName a folder/);
      const step = await codealong(['new-step', 'kurs', 'New Step'], { cwd });
      deepEqual([step.code, step.stderr.split('\n').at(-2)], [2, 'Try "new-step".']);
      equal((await codealong(['new-step', 'kurs', 'x', '--kind', 'game'], { cwd })).code, 2);
      match((await codealong(['new-step', 'nowhere', 'x'], { cwd })).stderr, /There is no course "nowhere"/);
    }));
});
