import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { start } from './join';
const [suite = 'forky', ...which] = process.argv.slice(2);
const SERVER = `import socket, threading
def answer(data):
    if data == b"hello":
        reply = b"+" + data
    else:
        reply = b"-"

    return reply
def serve(c):
    while data := c.recv(100):
        c.sendall(answer(data))
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", 6379)); s.listen()
while True:
    c, _ = s.accept()
    threading.Thread(target=serve, args=(c,)).start()
`;
const TESTS = `from codealong import connect, program
def test_hello():
    p = program.start()
    program.wait_for_port(6379)
    c = connect(6379)
    c.send(b"hello")
    assert c.read_exactly(6) == b"+hello"
`;
const BUSY = `import socket
s = socket.socket(); s.bind(("127.0.0.1", 6379)); s.listen()
c, _ = s.accept()
n = 0
while True:
    n += 1
`;
const all: Record<string, () => Promise<void>> = {
  async stop() {
    const { person, over, file, ms } = start(suite, SERVER, TESTS);
    const seat = await person.seat(0);
    console.log('SET', JSON.stringify(await seat.begin(file, [4, 5, 7])));
    const at = await seat.stopped();
    console.log('FIRST STOP', ms().toFixed(0), JSON.stringify(at), await seat.value(at.frame, 'data'));
    const { scopes } = await seat.ask('scopes', { frameId: at.frame });
    console.log('SCOPES', JSON.stringify(scopes));
    await sleep(11_000);
    await seat.goOn();
    console.log('SECOND?', JSON.stringify(await seat.stopped().catch(String)));
    await seat.goOn();
    await over;
    console.log('OUTCOMES', person.outcomes);
  },
  async raises() {
    const { person, over, file } = start(suite, SERVER.replace('reply = b"+" + data', 'reply = b"+" + dat'), TESTS);
    const seat = await person.seat(0);
    await seat.begin(file, []);
    console.log('STOP', JSON.stringify(await seat.stopped()));
    await seat.goOn();
    void (async () => { for (;;) { console.log('AGAIN', JSON.stringify(await seat.stopped())); await seat.goOn(); } })().catch(() => undefined);
    await over;
    console.log('OUTCOMES', person.outcomes, person.gave.length);
  },
  async breakpoint() {
    const { person, over, file } = start(suite, SERVER.replace('    return reply', '    breakpoint()\n    return reply'), TESTS);
    const seat = await person.seat(0);
    await seat.begin(file, []);
    console.log('STOP', JSON.stringify(await seat.stopped()));
    await seat.goOn();
    await over;
    console.log('OUTCOMES', person.outcomes);
  },
  async busy() {
    const { person, over, file } = start(suite, BUSY, TESTS);
    const seat = await person.seat(0);
    await seat.begin(file, []);
    const at = await seat.stopped();
    console.log('STOP', JSON.stringify(at), await seat.value(at.frame, 'n'), JSON.stringify(person.gave.map(({ stopped }) => stopped)));
    await seat.goOn();
    await over;
    console.log('OUTCOMES', person.outcomes);
  },
  async record() {
    const { person, over, file, ms } = start(suite, SERVER, TESTS);
    const seat = await person.seat(0);
    await seat.begin(file, [4]);
    const at = await seat.stopped();
    console.log('FIRST STOP', suite, ms().toFixed(0));
    await seat.value(at.frame, 'data');
    await seat.ask('threads');
    await seat.ask('evaluate', { expression: 'data + b"!"', frameId: at.frame, context: 'repl' });
    await seat.ask('evaluate', { expression: 'nothing', frameId: at.frame, context: 'watch' });
    await seat.ask('setVariable', { variablesReference: 5, name: 'data', value: 'b"hello"' });
    await seat.ask('completions', { text: 'da', column: 3, frameId: at.frame });
    await seat.ask('next', { threadId: seat.stops.at(-1)?.threadId });
    await seat.stopped();
    await seat.goOn();
    await over;
    console.log('OUTCOMES', person.outcomes);
    const second = start(suite, SERVER.replace('reply = b"+" + data', 'reply = b"+" + dat'), TESTS);
    const other = await second.person.seat(0);
    await other.begin(second.file, []);
    await other.stopped();
    await other.ask('exceptionInfo', { threadId: other.stops.at(-1)?.threadId });
    await other.goOn();
    void (async () => { for (;;) { console.log('AGAIN', JSON.stringify(await other.stopped())); await other.goOn(); } })().catch(() => undefined);
    await second.over;
  },
  async main() {
    const program = SERVER.replace('threading.Thread(target=serve, args=(c,)).start()', 'serve(c)');
    const { person, over, file, ms } = start(suite, program, TESTS);
    const seat = await person.seat(0);
    await seat.begin(file, [4, 7]);
    console.log('STOP', ms(), JSON.stringify(await seat.stopped()));
    await seat.goOn();
    console.log('SECOND', ms(), JSON.stringify(await seat.stopped().catch(String)));
    await seat.goOn();
    await over;
    console.log('OUTCOMES', person.outcomes);
  },
  async steps() {
    const { person, over, file } = start(suite, SERVER, TESTS);
    const seat = await person.seat(0);
    await seat.begin(file, [3]);
    const at = await seat.stopped();
    await seat.ask('next', { threadId: seat.stops.at(-1)?.threadId });
    console.log('NEXT', JSON.stringify(await seat.stopped()));
    console.log('EVAL', JSON.stringify(await seat.ask('evaluate', { expression: 'data + b"!"', frameId: at.frame, context: 'repl' })));
    await seat.goOn();
    await over;
    console.log('OUTCOMES', person.outcomes);
  },
};
const SOURCE = readFileSync('/work/wt/debug/test/sandbox/debugging-attacks.test.ts', 'utf8');
async function attacks() {
  const SAY = /const SAY = `([\s\S]*?)`;/.exec(SOURCE)?.[1]?.replaceAll('\\r\\n', '\\r\\n') ?? '';
  const found = /const ATTACKS[\s\S]*? = (\{[\s\S]*?\n\});/.exec(SOURCE)?.[1] ?? '{}';
  const cases: Record<string, { source: string; ends: boolean }> = new Function(`return ${found}`)();
  const say: string = new Function(`return \`${SAY}\``)();
  for (const [name, { source, ends }] of Object.entries(cases)) {
    const { person, over, kill } = start(suite, say + source + SERVER, TESTS);
    const seat = await person.seat(0);
    void seat.begin('', []).catch(() => undefined);
    const result = await Promise.race([over.then(() => 'over'), sleep(14_000, 'late')]);
    const odd = seat.told.filter((m) => /\\u001b|etc\/passwd|runInTerminal|startDebugging|sourceReference/.test(JSON.stringify(m)));
    console.log('ATTACK', name, result, 'ended', seat.isOver, 'wanted', ends, 'told', seat.told.length, 'odd', odd.length, person.outcomes);
    kill();
    await sleep(500);
  }
}
(async () => {
  for (const name of which) {
    console.log('=====', name);
    await Promise.race([(name === 'attacks' ? attacks : all[name]!)(), sleep(150_000).then(() => console.log('TIME OUT', name))]).catch((e) => console.log('FAULT', e));
  }
  process.exit(0);
})();
