import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { RunClock } from '../../../src/editor/base/run-times';
import { TimesFile } from '../../../src/editor/status/log';
import { FakeEmitter } from '../../support/fake-editor';
import { Folder } from '../../support/folder';
import { until } from '../../support/waiting';
import { collected, done, finished } from '../results/make';
import { judged, resultOf, targetOf } from './make';

const GREEN = resultOf(judged(collected('a'), finished('a'), done(1)));

describe('The file of times', () => {
  it('gets a line for each run with a verdict, and a failure to write it is reported', async () => {
    const folder = await Folder.make({});
    const news = new FakeEmitter<Parameters<Parameters<ConstructorParameters<typeof TimesFile>[0]['onNews']>[0]>[0]>();
    const failures: unknown[] = [];
    const service = { onNews: news.event };
    const owned = ['times', 'missing/times'].map(
      (name) => new TimesFile(service, folder.path(name), (error) => failures.push(error)),
    );
    try {
      const target = targetOf();
      const clock = new RunClock();
      clock.ended('save');
      news.fire({ kind: 'started', target });
      news.fire({ kind: 'finished', target, result: GREEN, times: clock.times });
      const before = Date.now();
      news.fire({ kind: 'started', target });
      news.fire({ kind: 'verdict', target, verdict: GREEN.verdict, report: GREEN.report });
      news.fire({ kind: 'finished', target, result: GREEN, times: clock.times });
      const read = () => readFile(folder.path('times'), 'utf8').catch(() => '');
      for (let left = 100; left > 0 && !(await read()).endsWith('\n'); left--) await new Promise(setImmediate);
      await until(() => failures.length === 1);
      const lines = (await read()).trim().split('\n');
      assert.equal(lines.length, 1);
      const { verdict_at, save } = JSON.parse(lines[0] ?? '') as { verdict_at: number; save: number };
      assert.ok(Math.abs(verdict_at - before) < 5_000 && save >= 0);
    } finally {
      for (const one of owned) one.dispose();
      await folder.remove();
    }
  });
});
