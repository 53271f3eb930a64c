import assert from 'node:assert/strict';
import { Settings } from '../../../src/editor/base/settings';
import { Edits } from '../../../src/editor/course/edits';
import { Diagnostics } from '../../../src/editor/status/diagnostics';
import { FakeWindow } from '../../support/fake-window';
import { collected, done, failure, finished, program, red } from '../results/make';
import { FakeService, judged, resultOf, targetOf, unrun } from './make';

const ROOT = targetOf().root;
const stderr = (line: number, file = 'main.py') =>
  `Traceback (most recent call last):\n  File "/work/${file}", line ${line}, in <module>\n    pong(1)\nNameError: name 'pong' is not defined\n`;

function crashAt(name: string, line: number, file?: string) {
  const ended = program({ exit_code: 1, stderr: stderr(line, file) });
  return red(name, { failure: failure('exited', { exit_code: 1, signal: null }), programs: [ended] });
}

describe('The Problems panel', () => {
  let window: FakeWindow;
  let service: FakeService;
  let diagnostics: Diagnostics;

  beforeEach(() => {
    window = new FakeWindow();
    service = new FakeService();
    diagnostics = new Diagnostics(window.api, new Settings(window.api), service, new Edits(window.api, service));
  });
  afterEach(() => diagnostics.dispose());

  const crashed = () => judged(collected('a', 'b'), crashAt('a', 2), crashAt('b', 2), done(2));

  it('marks the line that raised, once for all tests that point at it', () => {
    window.open(`${ROOT}/main.py`, ['import socket', '    pong(1)  ']);
    service.run(resultOf(crashed()));
    const [only, ...others] = window.problems(ROOT);
    assert.deepEqual(others, []);
    assert.match(only ?? '', /^main\.py:2:5-12 CodeAlong: .*NameError/);
  });

  it('marks a file that is not open, and every faulty file', () => {
    service.run(resultOf(judged(collected('a', 'b'), crashAt('a', 2), crashAt('b', 7, 'lib/resp.py'), done(2))));
    const places = window.problems(ROOT).map((line) => line.split(' ')[0]);
    assert.deepEqual(places, ['main.py:2:1-10001', 'lib/resp.py:7:1-10001']);
  });

  it('is there with the step’s verdict, before the earlier steps have run', () => {
    service.started();
    service.verdict(crashed());
    assert.equal(window.problems(ROOT).length, 1);
  });

  it('has nothing for a failure without a place in the learner’s files, and nothing for a pass', () => {
    service.run(resultOf(judged(collected('a'), red('a'), done(1))));
    assert.deepEqual(window.problems(ROOT), []);
    service.run(resultOf(judged(collected('a'), finished('a'), done(1))));
    assert.deepEqual(window.problems(ROOT), []);
  });

  it('marks the line of a file that was refused before anything started', () => {
    const verdict = unrun({ code: 'source-nul', args: { file: 'main.py', line: 3, language: 'Python' } });
    service.started();
    service.finished(resultOf(verdict));
    assert.match(window.problems(ROOT).join(), /^main\.py:3:.*NUL byte on line 3/);
  });

  it('is empty again when the next run of that folder starts, and of no other', () => {
    service.run(resultOf(crashed()));
    service.started(targetOf({ root: '/home/mia/other' }));
    assert.equal(window.problems(ROOT).length, 1);
    service.started();
    assert.deepEqual(window.problems(ROOT), []);
  });

  it('loses a file’s marks when that file is edited, and keeps the others', () => {
    const main = window.open(`${ROOT}/main.py`, ['import socket', 'pong(1)']);
    service.run(resultOf(judged(collected('a', 'b'), crashAt('a', 2), crashAt('b', 7, 'lib/resp.py'), done(2))));
    window.saveOnly(main);
    assert.equal(window.problems(ROOT).length, 2);
    window.type(main);
    assert.deepEqual(
      window.problems(ROOT).map((line) => line.split(':')[0]),
      ['lib/resp.py'],
    );
  });

  it('marks no line of a file that was edited while the tests ran', () => {
    const main = window.open(`${ROOT}/main.py`, ['import socket', 'pong(1)']);
    service.started();
    window.type(main);
    service.verdict(crashed());
    service.finished(resultOf(crashed()));
    assert.deepEqual(window.problems(ROOT), []);
  });

  it('restores no mark that an edit removed between the verdict and the end', () => {
    const main = window.open(`${ROOT}/main.py`, ['import socket', 'pong(1)']);
    service.started();
    service.verdict(crashed());
    window.type(main);
    service.finished(resultOf(crashed()));
    assert.deepEqual(window.problems(ROOT), []);
  });

  it('can be turned off, at once and for later', () => {
    service.run(resultOf(crashed()));
    window.set('codealong.diagnostics.enabled', false);
    assert.deepEqual(window.problems(ROOT), []);
    service.run(resultOf(crashed()));
    assert.deepEqual(window.problems(ROOT), []);
  });

  it('shows a program’s output without interpreting it', () => {
    const evil = program({ exit_code: 1, stderr: stderr(2).replace("'pong'", "'\u001b[31m\u202epong'") });
    const one = red('a', { failure: failure('exited', { exit_code: 1, signal: null }), programs: [evil] });
    service.run(resultOf(judged(collected('a'), one, done(1))));
    assert.match(window.problems(ROOT).join(), /\\x1b\[31m\\u202epong/);
  });
});
