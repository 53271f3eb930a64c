import { deepEqual } from 'node:assert/strict';
import type { CodeActionContext, TextDocument } from 'vscode';
import { DIAGNOSTIC_SOURCE } from '../../../src/editor/status/diagnostics';
import { RuntimeFix } from '../../../src/editor/status/runtime-fix';
import { FakeWindow } from '../../support/fake-window';
import { collected, done, red } from '../results/make';
import { crashed, early } from '../results/told';
import { FakeService, judged, resultOf, targetOf } from './make';

const STDERR = `  File "/work/main.py", line 3
    type Seat = str
         ^
SyntaxError: invalid syntax
`;
const { root } = targetOf();
const NEWEST = {
  id: 'python-3.14',
  language: 'python',
  title: 'Python 3.14',
  version: '3.14',
  image: { kind: 'base', base: '' },
} as const;

/** The program was run in Python 3.11. */
function tooNew() {
  const verdict = judged(collected('a'), red('a', { failure: early, programs: [crashed(STDERR)] }), done(1));
  const runtimes = { fitting: [NEWEST], files: [], compiled: null };
  return resultOf({ ...verdict, tests: verdict.tests.map((test) => ({ ...test, interpreter: '3.11.2', runtimes })) });
}

describe('The quick fix of a line that another runtime would run', () => {
  let window: FakeWindow;
  let service: FakeService;
  let fix: RuntimeFix;

  beforeEach(() => {
    window = new FakeWindow();
    service = new FakeService();
    fix = new RuntimeFix(window.api, service);
  });
  afterEach(() => fix.dispose());

  /** The titles and commands that the editor offers at a mark on this line, counted from 1. */
  function offered(line: number, source = DIAGNOSTIC_SOURCE, file = 'main.py') {
    const { uri } = window.open(`${root}/${file}`);
    const { Range } = window.api;
    const context = { diagnostics: [{ source, range: { start: { line: line - 1 } } }] };
    const given = fix.provideCodeActions(
      { uri } as unknown as TextDocument,
      new Range(0, 0, 0, 0),
      context as unknown as CodeActionContext,
    );
    return given.map(({ title, command }) => [title, command?.command, String(command?.arguments?.[1])]);
  }

  it('runs the program there, from the mark of its line alone', () => {
    service.run(tooNew());
    deepEqual(offered(3), [['Run in Python 3.14', 'codealong.chooseRuntime', 'python-3.14']]);
    deepEqual(offered(4), []);
    deepEqual(offered(3, 'Pylance'), []);
    deepEqual(offered(3, DIAGNOSTIC_SOURCE, 'other.py'), []);
  });

  it('goes with the next run', () => {
    service.run(tooNew());
    service.started();
    deepEqual(offered(3), []);
  });
});
