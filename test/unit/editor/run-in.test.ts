import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import type { ReportTest } from '../../../src/contract/report';
import { type Failed, failureMessages, runMessage } from '../../../src/editor/testing/messages';
import { Causes } from '../../../src/results/report/causes';
import { liveTestReport } from '../../../src/results/report/report';
import { FakeEditor } from '../../support/fake-editor';
import { shownText } from '../../support/fake-values';
import { verdictOf } from '../results/make';
import { crashed, early } from '../results/told';
import { resultOf, targetOf, unrun } from './make';

const STDERR = `  File "/work/main.py", line 1
    type Seat = str
         ^
SyntaxError: invalid syntax
`;
const location = { file: 'main.py', line: 1 };
const verdict = verdictOf(early, { programs: [crashed(STDERR)], interpreter: '3.11.2', location });
const plain = liveTestReport(verdict, { course: 'redis', step: 'ping' }, new Causes());

function messageOf(report: ReportTest, offersHint: boolean) {
  const { api } = new FakeEditor();
  const failed: Failed = { target: targetOf({ file: '/home/mia/main.py' }), report, verdict, cause: null, offersHint };
  const told = failureMessages(api, failed)[0]?.message ?? '';
  return typeof told === 'string'
    ? { text: told, trusted: undefined }
    : { text: shownText(told), trusted: told.isTrusted };
}

describe('The message of a program that another runtime would run', () => {
  it('offers to run it there below the first sentence, the next hint at the end, and trusts these two commands alone', () => {
    const { text, trusted } = messageOf({ ...plain, run_in: 'python-3.14' }, true);
    const lines = text.split('\n').filter((line) => line !== '');
    const links = [lines[1] ?? '', lines.at(-1) ?? ''];
    deepEqual(
      links.map((line) => line.replace(/ \[.*$/, '')),
      ['[Run in Python 3.14 → codealong.chooseRuntime', '[Show Hint → codealong.showHint'],
    );
    deepEqual(trusted, { enabledCommands: ['codealong.chooseRuntime', 'codealong.showHint'] });
  });

  it('begins with the version, also on its line', () => {
    equal(plain.at_location, 'This is Python 3.12 syntax; your program runs in Python 3.11.');
    equal(messageOf(plain, false).text.split('\n', 1)[0], plain.at_location);
  });

  it('offers nothing where no runtime is named', () => {
    const { text, trusted } = messageOf(plain, false);
    doesNotMatch(text, /Run in/);
    equal(trusted, undefined);
  });
});

describe('The message of a runtime that the course takes no longer', () => {
  it('offers the list of those that it takes, and not the same run again', () => {
    const { api } = new FakeEditor();
    const asking = { course: 'Redis', language: 'Python', range: '>=3.13', fitting: 'Python 3.13, Python 3.14' };
    const gone = unrun({ code: 'runtime-gone', args: { ...asking, runtime: 'Python 3.11', why: 'range' } });
    const { message } = runMessage(api, targetOf({ file: '/home/mia/main.py' }), gone, resultOf(gone).report);
    const text = typeof message === 'string' ? message : shownText(message);
    match(text, /\[Choose Runtime → codealong\.chooseRuntime \[\{.*main\.py"\}\]\]$/);
    doesNotMatch(text, /Try again/);
  });
});
