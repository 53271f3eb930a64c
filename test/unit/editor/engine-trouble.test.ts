import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../../../src/contract/codes';
import { EngineTrouble } from '../../../src/editor/status/engine-trouble';
import { FakeWindow } from '../../support/fake-window';
import { lookedAt, loosely } from '../../support/messages';
import { settle, until } from '../../support/waiting';
import { collected, done, finished } from '../results/make';
import { FakeService, judged, resultOf, targetOf } from './make';

const NOT_RUNNING: Message = {
  code: 'engine-not-running',
  args: lookedAt({ platform: 'linux', place: '/var/run/docker.sock' }),
};
const NO_PERMISSION: Message = { code: 'engine-no-permission', args: lookedAt({ platform: 'linux' }) };
const GREEN = judged(collected('a'), finished('a'), done(1));

describe('Trouble with Docker', () => {
  let window: FakeWindow;
  let service: FakeService;
  let trouble: EngineTrouble;
  let answers: boolean | (() => Promise<boolean>);
  let asked: number;
  let retried: string[];
  /** The result of the run that the trouble starts. */
  let again: () => void;

  beforeEach(() => {
    window = new FakeWindow();
    service = new FakeService();
    answers = false;
    asked = 0;
    retried = [];
    again = () => undefined;
    trouble = new EngineTrouble(window.api, service, {
      ask: async () => {
        asked += 1;
        return typeof answers === 'function' ? answers() : answers;
      },
      everyMs: 5,
      retry: async ({ step, root }) => {
        retried.push(`${root} ${step.id}`);
        again();
      },
      showLog: () => void retried.push('log'),
    });
  });
  afterEach(() => trouble.dispose());

  it('is reported with the advice for this error and this system', () => {
    service.unrun(NOT_RUNNING);
    assert.equal(window.message.kind, 'error');
    assert.match(window.message.text, /^Docker is installed, but it is not running\. .*sudo systemctl start docker/);
    assert.match(window.message.text, /As soon as Docker runs, your tests start by themselves\.$/);
    assert.deepEqual(window.message.buttons, ['Retry', 'Check My Setup', 'Show Log']);
  });

  it('is reported once, however many runs meet it', () => {
    for (let run = 0; run < 3; run++) service.unrun(NOT_RUNNING);
    assert.equal(window.messages.length, 1);
  });

  it('is reported again when it changes', () => {
    service.unrun(NOT_RUNNING);
    service.unrun(NO_PERMISSION);
    assert.equal(window.messages.length, 2);
    assert.match(window.message.text, /usermod -aG docker/);
    assert.deepEqual(
      window.commands.map(({ name }) => name),
      ['notifications.hideToasts'],
    );
  });

  it('ends by itself when Docker is started: the newest run is run again', async () => {
    service.unrun(NOT_RUNNING);
    service.unrun(NOT_RUNNING, targetOf({ root: '/home/mia/other' }));
    await until(() => asked >= 2);
    assert.deepEqual(retried, []);
    answers = true;
    await until(() => retried.length > 0);
    assert.equal(retried[0], '/home/mia/other ping');
    service.run(resultOf(GREEN), targetOf({ root: '/home/mia/other' }));
    const before = asked;
    await sleep(40);
    assert.equal(asked, before, 'nobody asks any more');
    assert.equal(window.commands.at(-1)?.name, 'notifications.hideToasts');
  });

  it('runs again with growing pauses when Docker answers but the run still fails', async () => {
    answers = true;
    again = () => service.unrun(NOT_RUNNING);
    service.unrun(NOT_RUNNING);
    const began = Date.now();
    await until(() => retried.length >= 3);
    // Pauses of 5, 10 and 20 ms at least; timers may ring a millisecond early.
    assert.ok(Date.now() - began >= 30, `three runs within ${Date.now() - began} ms`);
    assert.equal(window.messages.length, 1);
  });

  it('runs once when Docker answers and the run then has trouble of another kind, which only the learner can end', async () => {
    answers = true;
    again = () => service.unrun({ code: 'file-missing', args: { file: 'main.py', similar: null } });
    service.unrun(NOT_RUNNING);
    await until(() => retried.length > 0);
    await sleep(60);
    assert.equal(retried.length, 1);
    assert.equal(window.commands.at(-1)?.name, 'notifications.hideToasts');
  });

  it('leaves a run alone that the learner has started meanwhile', async () => {
    service.unrun(NOT_RUNNING);
    service.started();
    answers = true;
    await until(() => asked >= 2);
    assert.deepEqual(retried, []);
    service.building(1, 9, 'FROM');
    await sleep(30);
    assert.deepEqual(retried, []);
  });

  it('is not asked about again when the person dismisses it', async () => {
    service.unrun(NOT_RUNNING);
    await until(() => asked >= 1);
    window.message.answer(undefined);
    await settle();
    const before = asked;
    await sleep(30);
    assert.equal(asked, before);
    assert.deepEqual(retried, []);
    service.unrun(NOT_RUNNING);
    assert.equal(window.messages.length, 2, 'the next run says it again');
  });

  it('checks the setup and stays on "Check My Setup"', async () => {
    service.unrun(NOT_RUNNING);
    window.message.answer('Check My Setup');
    await settle();
    assert.deepEqual(
      window.commands.map(({ name }) => name),
      ['codealong.checkSetup'],
    );
    assert.equal(window.messages.length, 2, 'the advice is there again');
  });

  it('runs again on "Retry", and shows the log and stays on "Show Log"', async () => {
    service.unrun(NOT_RUNNING);
    window.message.answer('Show Log');
    await settle();
    assert.deepEqual(retried, ['log']);
    assert.equal(window.messages.length, 2);
    window.message.answer('Retry');
    await settle();
    assert.deepEqual(retried, ['log', '/home/mia/redis ping']);
  });

  it('waits for nothing when only the person can help: an image, an address', async () => {
    answers = true;
    for (const code of ['image-missing', 'image-build-failed', 'engine-bad-address', 'engine-ssh', 'engine-tls']) {
      service.unrun(loosely(code, { image: 'x:1', line: 'no', value: 'nowhere', source: 'setting' }));
      assert.doesNotMatch(window.message.text, /every few seconds/);
    }
    await sleep(30);
    assert.equal(asked, 0);
    assert.equal(window.messages.length, 5);
  });

  it('is reported again when another reason of the same code comes, with its advice', () => {
    for (const why of ['denied', 'denied', 'no-docker', 'unreachable'])
      service.unrun(loosely('engine-ssh', { host: 'box', why, said: `line ${Math.random()}` }));
    assert.equal(window.messages.length, 3);
    service.unrun(loosely('engine-ssh', { host: 'other', why: 'unreachable', said: '' }));
    assert.equal(window.messages.length, 4);
    assert.match(window.message.text, /machine other/);
  });

  it('does not stand for the outcome of a program or for a cancelled run', () => {
    service.run(resultOf(GREEN));
    service.unrun({ code: 'cancelled', args: {} });
    service.unrun({ code: 'file-missing', args: { file: 'main.py', similar: null } });
    assert.deepEqual(window.messages, []);
  });

  it('survives a question that fails, and asks nothing once disposed', async () => {
    answers = () => Promise.reject(new Error('no'));
    service.unrun(NOT_RUNNING);
    await until(() => asked >= 2);
    trouble.dispose();
    await sleep(10);
    const before = asked;
    await sleep(30);
    assert.equal(asked, before);
  });
});
