import assert from 'node:assert/strict';
import { mkdir, rename, rm } from 'node:fs/promises';
import { MINUTE } from './learner-window';
import { courseJson, PROGRAMS, smallWindow, suiteOf } from './small-window';
import { TaskPage } from './task-page';

const DONE = { done_at: '2026-01-02T03:04:05.678Z', seed: 7, suite: 'as it was before' };
const KNOWN = { known: ['say', 'twice', 'loud'] };
const ROWS = '.pane .monaco-list-row';

describe('A course that changes while somebody works on it', function () {
  this.timeout(3 * MINUTE);
  const window = smallWindow(PROGRAMS.twice, { ...KNOWN, steps: { say: DONE }, current: 'twice' });
  const task = () => new TaskPage(window.workbench);

  before(async () => {
    await window.workbench.openFile('main.py');
    await window.workbench.runCommand('CodeAlong: Open Task');
    await task().part('task').getByRole('heading', { name: 'Say it twice' }).waitFor();
    await window.workbench.page.locator('.activitybar .action-label[aria-label^="Testing"]').first().click();
  });

  it('says what has passed with an older version, and says so no more once it has passed again', async () => {
    const { workbench } = window;
    const older = workbench.page.locator(ROWS, { hasText: 'passed with an older version' });
    await older.first().waitFor();
    await workbench.screenshot('updated-1-older');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await task().button('Next: Say it loudly').waitFor();
    await older.first().waitFor({ state: 'detached' });
  });

  it('shows a step that came in between as new, and keeps everything', async () => {
    const { workbench, place } = window;
    await place.write('course/steps/03-quiet/test_quiet.py', suiteOf('quiet'));
    await place.write('course/steps/03-quiet/README.md', '# Say it quietly\n\nThis is new.\n');
    await rename(place.path('course/steps/03-loud'), place.path('course/steps/04-loud'));
    const ids = { say: 'Say it', twice: 'Say it twice', quiet: 'Say it quietly', loud: 'Say it loudly' };
    await place.write('course/course.json', courseJson(Object.entries(ids).map(([id, title]) => ({ id, title }))));
    await workbench.page.locator(ROWS, { hasText: '3. Say it quietly' }).filter({ hasText: 'new' }).first().waitFor();
    await task().button('Next: Say it quietly').click();
    await task().part('notices').getByText('This step is new').waitFor();
    await workbench.screenshot('updated-2-new');
    const progress: unknown = JSON.parse(await place.read('mine/.codealong/progress.json'));
    assert.deepEqual(Object.keys(Object(progress).steps).sort(), ['say', 'twice']);
  });

  it('keeps a damaged progress aside, says so, and goes on', async () => {
    const { workbench, place } = window;
    await place.write('mine/.codealong/progress.json', '{"course": "hear", "ste');
    await task().part('notices').getByText('Your progress is damaged').waitFor();
    await workbench.screenshot('updated-3-damaged');
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await task().part('notices').getByText('Nothing is lost: the damaged file was kept as').waitFor();
    const kept = (await place.listing('mine/.codealong')).filter((name) => name.includes('.broken-'));
    assert.equal(kept.length, 1);
  });

  it('offers to rename a program back that was renamed', async () => {
    const { workbench, place } = window;
    await rename(place.path('mine/main.py'), place.path('mine/server.py'));
    await workbench.openFile('server.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await task().part('verdict').getByText('This course runs main.py, but there is no such file in "mine".').waitFor();
    await task().part('verdict').getByText('Did you rename it to server.py? If so, rename it back.').waitFor();
    await workbench.screenshot('updated-4-renamed');
    await task().button('Rename server.py back').click();
    await workbench.page.locator('.tab', { hasText: 'server.py' }).first().waitFor({ state: 'detached' });
    assert.ok((await place.listing('mine')).includes('main.py'));
  });

  it('says so when the course itself is moved away, and goes on when it is back', async () => {
    const { workbench, place } = window;
    await rename(place.path('course'), place.path('elsewhere'));
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForText(/The folder of the course "Say what you hear" is gone|which was not found/);
    await workbench.screenshot('updated-5-gone');
    await rm(place.path('course'), { recursive: true, force: true });
    await rename(place.path('elsewhere'), place.path('course'));
    await mkdir(place.path('course/x'), { recursive: true });
    await place.write('course/course.json', await place.read('course/course.json'));
    await workbench.page.getByRole('button', { name: 'Refresh Tests' }).first().click();
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.page
      .locator('.statusbar-item[id*="codealong"]', { hasText: /passed/ })
      .first()
      .waitFor();
  });
});

describe('The author of a course', function () {
  this.timeout(3 * MINUTE);
  const window = smallWindow(PROGRAMS.say, {}, 'course');
  const task = () => new TaskPage(window.workbench);

  it('sees the page of the step that they write, without a start', async () => {
    const { workbench } = window;
    await workbench.openFile('README.md', '02-twice');
    await workbench.runCommand('CodeAlong: Open Task');
    await task().part('task').getByRole('heading', { name: 'Say it twice' }).waitFor();
    await task().part('notices').getByText("author's preview").waitFor();
    await task().part('hints').getByText('Hint 3 of 3: How?').waitFor();
    await workbench.screenshot('author-1-preview');
  });

  it('sees it change while they type', async () => {
    const { workbench } = window;
    await workbench.openFile('README.md', '02-twice');
    await workbench.typeOver('# Say it two times\n\nNot saved yet.\n');
    await task().part('task').getByRole('heading', { name: 'Say it two times' }).waitFor();
    await workbench.screenshot('author-2-typing');
    await workbench.page.keyboard.press('ControlOrMeta+Z');
    await workbench.page.keyboard.press('ControlOrMeta+S');
  });

  it('goes to any step, and runs its solution', async () => {
    const { workbench } = window;
    await task().button('Next step').click();
    await task().part('task').getByRole('heading', { name: 'Say it loudly' }).waitFor();
    await task().button('Go to step…').click();
    await workbench.pick('1. Say it');
    await task().part('task').getByRole('heading', { name: 'Say it', exact: true }).waitFor();
    await task().button('Run the solution').click();
    await task().part('tests').locator('li.passed').first().waitFor({ timeout: MINUTE });
    assert.deepEqual(await task().findings(), []);
    await workbench.screenshot('author-3-solution');
  });
});
