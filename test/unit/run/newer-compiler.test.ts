import { deepEqual, equal, rejects } from 'node:assert/strict';
import { CodedError } from '../../../src/contract/codes';
import type { Runtime } from '../../../src/contract/runtime';
import type { Verdict } from '../../../src/contract/verdict';
import { verdictOfProblem } from '../../../src/results/verdict/reduce';
import { NewerCompiler, type UnreadRun } from '../../../src/run/newer-compiler';
import { Removals } from '../../../src/run/run-job';
import { verdictOf } from '../results/make';
import { crashed, early } from '../results/told';

const runtime = (version: string): Runtime => ({
  id: `python-${version}`,
  language: 'python',
  title: `Python ${version}`,
  version,
  image: { kind: 'base', base: '' },
});
const FILES = [{ path: 'main.py', bytes: Buffer.from('x = (\n') }];
const runtimes = { fitting: ['3.14', '3.13', '3.11'].map(runtime), files: FILES, compiled: null };

function verdictWith(stderr: string): Verdict {
  const empty = verdictOfProblem(
    { code: 'cancelled', args: {} },
    { language: 'python', expected: [], seed: 0, notes: [] },
  );
  return { ...empty, tests: [{ ...verdictOf(early, { programs: [crashed(stderr)] }), runtimes }] };
}

const at = (file: string) => `  File "${file}", line 1\n    x = (\n        ^\nSyntaxError: '(' was never closed\n`;
const UNREAD = verdictWith(at('/work/main.py'));

/** Which images were looked for, and whether the verdict is the same object afterwards. */
async function looked(verdict: Verdict, interpreter = '3.11.2', fails: Error | null = null) {
  const ids: string[] = [];
  const imageThere = async ({ id }: Runtime) => {
    ids.push(id);
    if (fails !== null) throw fails;
    return null;
  };
  const options = () => {
    throw new Error('nothing may be started');
  };
  const compiler = new NewerCompiler({ imageThere }, new Removals(), options);
  const run: UnreadRun = { engine: {} as never, language: 'python', interpreter, runtimes, signal: undefined };
  return { ids, same: (await compiler.asked(verdict, run)) === verdict };
}

describe('A file that could not be read', () => {
  it('is shown to the newest newer runtime whose image is there: to none that is not newer', async () => {
    deepEqual(await looked(UNREAD), { ids: ['python-3.14', 'python-3.13'], same: true });
    deepEqual(await looked(UNREAD, '3.13.5'), { ids: ['python-3.14'], same: true });
    deepEqual(await looked(UNREAD, '3.14.8'), { ids: [], same: true });
  });

  it('is the learner’s own, and all else asks nothing', async () => {
    const nothing = { ids: [], same: true };
    deepEqual(await looked(verdictWith(at('/usr/lib/python3.11/json/__init__.py'))), nothing);
    deepEqual(await looked(verdictWith(at('/work/made_up.py'))), nothing);
    deepEqual(await looked(verdictWith(at('/work/main.py').replace('SyntaxError', 'IndentationError'))), nothing);
    deepEqual(await looked(verdictWith('Traceback (most recent call last):\nValueError: no\n')), nothing);
  });

  it('is left as it is when asking fails, and a defect is not hidden', async () => {
    equal((await looked(UNREAD, '3.11.2', new CodedError('cancelled', {}))).same, true);
    await rejects(looked(UNREAD, '3.11.2', new TypeError('a defect')), /a defect/);
  });
});
