import assert from 'node:assert/strict';
import path from 'node:path';
import type { Course } from '../../src/course/format/format';
import { findStep, loadDirectory } from '../../src/course/format/load';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { Debugger, type Seat } from '../support/debugger';
import { Folder } from '../support/folder';
import { newRunner, ROOT } from '../support/run';

/** The program's own end of its debugger's socket, and what it may say there. */
const SAY = `import json, os, socket, sys, threading, time
end = socket.socket(fileno=os.dup(1003))
def say(message):
    data = json.dumps(message).encode()
    end.sendall(b"Content-Length: %d\\r\\n\\r\\n" % len(data) + data)
`;
const SERVE = `
with socket.create_server(("127.0.0.1", 7000)) as server:
    while True:
        client, _ = server.accept()
        with client, client.makefile("rwb") as stream:
            for line in stream:
                stream.write(line.strip().upper() + b"\\n")
                stream.flush()
`;
const ATTACKS: Readonly<Record<string, { readonly how: string; readonly source: string; readonly ends: boolean }>> = {
  'speaks-itself': {
    how: 'asks the editor to run a command, to open a session and to go elsewhere',
    source: `for command in ("runInTerminal", "startDebugging", "handshake"):
    say({"seq": 1, "type": "request", "command": command, "arguments": {"kind": "external", "args": ["sh"], "cwd": "/"}})
say({"seq": 2, "type": "event", "event": "terminated"})
say({"seq": 3, "type": "event", "event": "output", "body": {"output": "\\x1b]0;x\\x07", "source": {"path": "/etc/passwd"}}})
`,
    ends: false,
  },
  'answers-for-the-debugger': {
    how: 'answers questions before its debugger does, and some that nobody has asked',
    source: `for number in range(1, 500):
    say({"seq": 1, "type": "response", "request_seq": number, "success": True, "command": "threads", "body": {"threads": "x"}})
`,
    ends: false,
  },
  floods: {
    how: 'floods the stream of its debugger',
    source: `def flood():
    while True:
        end.sendall(b"Content-Length: 100000\\r\\n\\r\\n" + b" " * 99998 + b"{}")
threading.Thread(target=flood, daemon=True).start()
`,
    ends: true,
  },
  'speaks-nonsense': { how: 'breaks the protocol', source: 'end.sendall(bytes(range(256)))\n', ends: true },
  closes: {
    how: 'closes its debugger’s descriptor',
    source: 'os.close(1003)\nend.shutdown(socket.SHUT_RDWR)\n',
    ends: true,
  },
  'patches-the-debugger': {
    how: 'patches its debugger to break in the middle of everything',
    source: `import pydevd
pydevd.PyDB.do_wait_suspend = lambda *a, **k: None
for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith("_pydevd_bundle.pydevd_net_command"):
        module.json = None
`,
    ends: false,
  },
  'stops-for-ever': {
    how: 'says that it stands, to have no limit of time',
    source: `say({"seq": 1, "type": "event", "event": "stopped", "body": {"reason": "pause", "threadId": 1}})
`,
    ends: false,
  },
  'raises-its-limits': {
    how: 'raises its own limits, and those of the launcher',
    source: `import resource
for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_SIGPENDING):
    try:
        resource.setrlimit(limit, (4096, 4096))
        print("raised")
    except (ValueError, OSError):
        pass
`,
    ends: false,
  },
  'forks-while-stopped': {
    how: 'forks without end while it is looked at',
    source: `def bomb():
    for _ in range(500):
        try:
            if os.fork() == 0:
                time.sleep(60)
        except OSError:
            pass
threading.Thread(target=bomb, daemon=True).start()
`,
    ends: false,
  },
};

describe('A hostile program that a person debugs', function () {
  this.timeout(120_000);
  let runner: Runner;
  let course: Course;
  let folder: Folder;

  before(async () => {
    const image = process.env.CODEALONG_DEBUG_IMAGE;
    runner = newRunner(image === undefined ? {} : { settings: { image } });
    course = await loadDirectory(path.join(ROOT, 'test', 'attack', 'course'));
    folder = await Folder.make();
  });

  after(async () => {
    await folder.remove();
    await runner.dispose();
  });

  afterEach(async () => {
    await runner.removals.settled();
    await nothingIsLeft();
  });

  async function debug(source: string): Promise<{ readonly person: Debugger; readonly over: Promise<void> }> {
    await folder.write('main.py', SAY + source + SERVE);
    const file = folder.path('main.py');
    const person = new Debugger();
    const over = runner.debugStep({
      course,
      step: findStep(course, 'server'),
      file,
      root: path.dirname(file),
      source: null,
      entry: null,
      only: 'test_server.py::test_answers',
      join: (sandbox, files) => person.join(sandbox, files),
      event: (event) => person.event(event),
      signal: person.closed.signal,
    });
    return { person, over };
  }

  /** Nothing that an editor would act on. */
  function isHarmless({ told }: Seat): void {
    for (const message of told) {
      assert.ok(message.type === 'event' || message.type === 'response');
      assert.doesNotMatch(JSON.stringify(message), /\\u001b|etc\/passwd|runInTerminal|startDebugging|sourceReference/);
    }
  }

  for (const [name, { how, source, ends }] of Object.entries(ATTACKS)) {
    it(`${how} (${name})`, async () => {
      const { person, over } = await debug(source);
      const seat = await person.seat(0);
      void seat.begin('', []).catch(() => undefined);
      if (ends) await person.until(() => seat.isOver, 'end of the session');
      await Promise.race([
        over,
        person.until(() => person.outcomes.length > 0, 'end of the test').catch(() => undefined),
      ]);
      isHarmless(seat);
      person.leaves();
      await over;
      assert.doesNotMatch(JSON.stringify(person.events), /raised/);
    });
  }
});
