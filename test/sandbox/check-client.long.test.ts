import assert from 'node:assert/strict';
import { checkCourse } from '../../src/authoring/check';
import type { CheckFinding } from '../../src/authoring/finding';
import { nothingIsLeft } from '../support/containers';
import { Folder } from '../support/folder';
import { newRunner } from '../support/run';

const COURSE = {
  format_version: 2,
  id: 'shout',
  title: 'Shout back',
  runtimes: { python: '>=3.11' },
  entry: 'main.py',
  shape: 'growing',
  client: 'tools/talk.py',
  steps: [{ id: 'listen', title: 'Listen' }],
};
const SERVER =
  'import socket\nserver = socket.create_server(("127.0.0.1", 7000))\nwhile True:\n    server.accept()[0].close()\n';
const SUITE =
  'from codealong import program\n\n\ndef test_listens() -> None:\n    """It listens"""\n    program.start().wait_for_port(7000)\n';

describe('The check of a course’s client', function () {
  this.timeout(120_000);
  afterEach(nothingIsLeft);

  /** What is found of a course whose client has this text; null for none. */
  async function found(client: string | null, solution = SERVER): Promise<readonly CheckFinding[]> {
    const folder = await Folder.make({
      'course.json': JSON.stringify(COURSE),
      'starter/main.py': 'print("hello")\n',
      'steps/01-listen/README.md': '# Listen\n\nListen on port 7000.\n',
      'steps/01-listen/hints.md': '# Where\n\nLook at `socket`.\n',
      'steps/01-listen/test_listen.py': SUITE,
      'steps/01-listen/solution/main.py': solution,
      ...(client === null ? {} : { 'tools/talk.py': client }),
    });
    const runner = newRunner();
    try {
      const { findings } = await checkCourse(folder.root, {
        runner,
        signal: new AbortController().signal,
        step: null,
        all: false,
        accept: false,
        reference: null,
        show: () => undefined,
        progress: () => undefined,
        watch: {},
      });
      return findings.filter(({ message }) => message.code.startsWith('check-client'));
    } finally {
      await runner.dispose();
      await folder.remove();
    }
  }

  it('is content with one that ends at the end of its input', async () => {
    const [finding, ...more] = await found('import sys\nsys.stdin.read()\n');
    assert.deepEqual([finding?.ok, finding?.message.code, more.length], [true, 'check-client-good', 0]);
  });

  it('finds a missing file, and names it', async () => {
    const [finding] = await found(null);
    assert.deepEqual([finding?.ok, finding?.file], [false, 'tools/talk.py']);
    assert.deepEqual(finding?.message, {
      code: 'check-client-unreadable',
      args: { file: 'tools/talk.py', reason: 'ENOENT' },
    });
  });

  it('shows what one says that breaks', async () => {
    const [finding] = await found('import nothing_of_this_name\n');
    assert.equal(finding?.message.code, 'check-client-fails');
    assert.match(finding?.detail ?? '', /ModuleNotFoundError/);
  });

  it('finds one that never ends, and shows what it said', async () => {
    const [finding, ...more] = await found(
      'import sys, time\nsys.stdin.read()\nprint("still here", flush=True)\ntime.sleep(99)\n',
    );
    const message = { code: 'check-client-hangs', args: { file: 'tools/talk.py', seconds: 20 } };
    assert.deepEqual([finding?.ok, finding?.message, more.length], [false, message, 0]);
    assert.match(finding?.detail ?? '', /still here/);
  });

  it('says nothing beside a solution that ends by itself', async () => {
    assert.deepEqual(await found('import time\ntime.sleep(9)\n', 'print("over")\n'), []);
  });
});
