import assert from 'node:assert/strict';
import { BuildProgressView } from '../../../src/editor/status/build-progress';
import { Log } from '../../../src/editor/status/log';
import { FakeWindow } from '../../support/fake-window';
import { lookedAt } from '../../support/messages';
import { settle } from '../../support/waiting';
import { collected, done, finished, red } from '../results/make';
import { FakeService, judged, resultOf, targetOf } from './make';

const RED = judged(collected('a', 'b'), finished('a'), red('b'), done(2));
const OTHER = targetOf({ root: '/home/mia/other' });

describe('The build of the image', () => {
  let window: FakeWindow;
  let service: FakeService;
  let view: BuildProgressView;

  beforeEach(() => {
    window = new FakeWindow();
    service = new FakeService();
    view = new BuildProgressView(window.api, service);
    service.started();
  });
  afterEach(() => view.dispose());

  it('is one notification with step and percent, also when the editor shows it late', () => {
    service.building(1, 4, 'Pulling from library/python');
    service.building(3, 4, 'Step 3/4 : RUN pip');
    const [shown, ...others] = window.progresses;
    assert.deepEqual(others, []);
    shown?.begin();
    service.building(4, 4, 'Collecting pytest');
    assert.deepEqual(shown?.reports, [
      { message: 'step 3 of 4', increment: 50 },
      { message: 'step 4 of 4 (Collecting pytest)', increment: 25 },
    ]);
  });

  it('reads as one sentence, short, and without the commands of the build', () => {
    service.building(0, 0, 'Pulling');
    window.progresses[0]?.begin();
    service.building(2, 4, `Step 2/4 : RUN ${'make it && '.repeat(20)}`);
    service.building(2, 4, 'said at length '.repeat(20));
    const { title, reports } = window.progresses[0] ?? { title: '', reports: [] };
    assert.deepEqual(
      reports.map(({ message }) => `${title}: ${message}`),
      [
        'Preparing CodeAlong for the first run (about a minute, only once): Pulling',
        'Preparing CodeAlong for the first run (about a minute, only once): step 2 of 4',
        `Preparing CodeAlong for the first run (about a minute, only once): step 2 of 4 (${'said at length '.repeat(4).trimEnd()}…)`,
      ],
    );
  });

  it('disappears when the tests run', async () => {
    service.building(1, 4, 'FROM python');
    window.progresses[0]?.begin();
    service.event(collected('a'));
    await settle();
    assert.equal(window.progresses[0]?.closed, true);
  });

  it('also disappears when it had ended before the editor showed it', async () => {
    service.building(1, 4, 'FROM python');
    service.finished(resultOf(RED));
    window.progresses[0]?.begin();
    await settle();
    assert.equal(window.progresses[0]?.closed, true);
  });

  it('is cancelled for every run that waits for it', () => {
    service.building(1, 4, 'FROM python');
    service.started(OTHER);
    service.building(1, 4, 'FROM python', OTHER);
    assert.equal(window.progresses.length, 1);
    window.progresses[0]?.begin();
    window.progresses[0]?.cancel();
    assert.deepEqual(service.cancelled, ['/home/mia/redis', '/home/mia/other']);
  });

  it('stays while a run that replaced the first one waits for it too', async () => {
    service.building(1, 4, 'FROM python');
    window.progresses[0]?.begin();
    service.started();
    await settle();
    assert.equal(window.progresses[0]?.closed, false);
    service.building(2, 4, 'RUN apt');
    service.crashed(new Error('x'));
    await settle();
    assert.equal(window.progresses[0]?.closed, true);
    assert.equal(window.progresses.length, 1);
  });
});

describe('The log', () => {
  let window: FakeWindow;
  let service: FakeService;
  let log: Log;
  let now: number;

  beforeEach(() => {
    window = new FakeWindow();
    service = new FakeService();
    now = 1000;
    log = new Log(window.api, service, () => now);
  });
  afterEach(() => log.dispose());

  const at = (level: string) => window.logged.filter((line) => line.startsWith(level));

  it('has one line for each run, and its tests among the details', () => {
    service.started();
    now = 1312.4;
    service.finished(resultOf(RED, [], [{ code: 'not-removed', args: { why: 'engine-lost' } }]));
    assert.deepEqual(at('info'), ['info redis/ping: Not passed yet: 1 of 2 tests fails. 312 ms']);
    assert.match(at('debug').join('\n'), /started for \/home\/mia\/redis\/main\.py.*::a: passed, 12 ms.*::b: failed/s);
    assert.equal(at('warn').length, 1);
  });

  it('says why nothing was run, with the place that was asked', () => {
    service.unrun({ code: 'engine-not-found', args: lookedAt({ platform: 'linux', place: '/var/run/docker.sock' }) });
    assert.match(at('warn').join('\n'), /needs Docker.*\nLooked at: \/var\/run\/docker\.sock/);
  });

  it('keeps the whole stack of a defect of ours', () => {
    service.started();
    service.crashed(new TypeError('x is undefined'));
    assert.match(at('error').join('\n'), /^error redis\/ping: TypeError: x is undefined\n\s+at /);
  });

  it('is shown by its command', () => {
    log.show();
    assert.deepEqual(window.logged, ['shown']);
  });
});
