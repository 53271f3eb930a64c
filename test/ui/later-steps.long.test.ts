import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LearnerFolder } from '../support/learner';
import { REDIS, redisSteps, solution } from '../support/run';
import { MINUTE, windowOn } from './learner-window';
import { TaskPage } from './task-page';

const DONE = { done_at: '2026-03-02T09:00:00.000Z', seed: 7 };
/** A step of each later part of the course: the first list, a wait for a limited time, a stream that is waited for; and the last one. */
const NUMBERS = [8, 18, 31, 42];

const { steps: STEPS } = JSON.parse(readFileSync(path.join(REDIS, 'course.json'), 'utf8')) as {
  readonly steps: readonly { readonly id: string; readonly title: string; readonly previous_passes?: string }[];
};

/** Brings all files of a step's solution: later ones are several modules. @param number from 1 */
async function bring(folder: LearnerFolder, number: number): Promise<void> {
  const step = `${String(number).padStart(2, '0')}-${STEPS[number - 1]?.id}`;
  await cp(path.dirname(solution(step)), folder.root, { recursive: true });
}

/** A learner who has come as far as a step, with the program of the step before. */
async function learnerAt(number: number): Promise<LearnerFolder> {
  const folder = await LearnerFolder.make(solution('01-bind'));
  await bring(folder, number - 1);
  const done = STEPS.slice(0, number - 1);
  const steps = Object.fromEntries(done.map(({ id }) => [id, DONE]));
  const progress = { format_version: 1, course: 'redis', steps, current: STEPS[number - 1]?.id };
  await writeFile(path.join(folder.root, '.codealong', 'progress.json'), JSON.stringify(progress));
  return folder;
}

for (const number of NUMBERS)
  describe(`A learner who has come as far as step ${number}`, function () {
    this.timeout(3 * MINUTE);
    const window = windowOn(() => learnerAt(number));
    const task = () => new TaskPage(window.workbench);
    const { title = '', previous_passes } = STEPS[number - 1] ?? {};
    const next = STEPS[number];
    const here = `Step ${number} of ${redisSteps().length}`;

    async function statusIs(text: string): Promise<void> {
      const item = window.workbench.page.locator('.statusbar-item[id*="codealong"]', { hasText: text });
      await item.first().waitFor({ timeout: MINUTE });
    }

    it('reads what is to be done', async () => {
      const { workbench } = window;
      await workbench.openFile('main.py');
      await workbench.runCommand('CodeAlong: Open Task');
      await task().part('task').getByRole('heading', { name: title }).first().waitFor();
      const where = await task().part('where').innerText();
      assert.match(where, new RegExp(`step ${number} of ${redisSteps().length} · ${number - 1} of`));
      await workbench.screenshot(`step-${number}-1-task`);
    });

    it('sees what the program of the step before does not do yet, or that it does all', async () => {
      await task().button('Run tests').click();
      const wanted = previous_passes === undefined ? 'p.failed' : 'p.passed';
      await task().part('verdict').locator(wanted).waitFor({ timeout: MINUTE });
      await window.workbench.screenshot(`step-${number}-2-failed`);
    });

    it('passes with a right program, and reads what is next', async () => {
      const { workbench, place } = window;
      await bring(place, number);
      await workbench.openFile('main.py');
      await workbench.runCommand('File: Revert File');
      await task().button('Run tests').click();
      await statusIs(`${here} passed`);
      await task().button(next === undefined ? 'Finish the course' : `Next: ${next.title}`).waitFor({ timeout: MINUTE });
      await workbench.screenshot(`step-${number}-3-passed`);
    });
  });
