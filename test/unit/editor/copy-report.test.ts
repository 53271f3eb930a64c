import assert from 'node:assert/strict';
import { CopyReport } from '../../../src/editor/commands/copy-report';
import { Edits } from '../../../src/editor/course/edits';
import { LastRuns } from '../../../src/editor/status/last-runs';
import { FakeWindow } from '../../support/fake-window';
import { collected, done, failure, metrics, red } from '../results/make';
import { FakeService, judged, resultOf, targetOf } from './make';

describe('Copy Report', () => {
  let window: FakeWindow;
  let service: FakeService;
  let copy: CopyReport;

  beforeEach(() => {
    window = new FakeWindow();
    service = new FakeService();
    const runs = new LastRuns(window.api, service, new Edits(window.api, service));
    copy = new CopyReport(window.api, { current: async () => targetOf() }, runs, '0.1.0');
  });

  it('puts versions, step, seed, failure and transcript on the clipboard, and says so in passing', async () => {
    const wrong = failure('assertion', {}, { expected: '+PONG', actual: '+PING' });
    const failed = red('ping', { failure: wrong, transcript: '> PING\n< +PING' });
    service.run(resultOf(judged(collected('ping'), failed, metrics(), done(1))));
    await copy.run();
    assert.match(window.clipboard, /^CodeAlong 0\.1\.0, VS Code 1\.139\.1, .*\nredis\/ping\. Seed of this run: \d+\n/);
    assert.match(window.clipboard, /expected {2}\+PONG\n +received {2}\+PING/);
    assert.match(window.clipboard, /Transcript of ".*":\n {2}> .*\n {2}< \+PING\n/);
    assert.deepEqual(window.passing, ['$(copy) The report of step 2: Answer PING is on the clipboard']);
  });

  it('says that there is none before the first run', async () => {
    await copy.run();
    assert.equal(window.clipboard, '');
    assert.match(window.message.text, /^There is no report yet: run the tests of a step first\./);
  });
});
