/** The beginning of each: the program's own end of its debugger's socket, and what it may say there. */
const SAY = `import ctypes, json, os, resource, socket, struct, sys, threading, time
end = socket.socket(fileno=os.dup(1003))
libc = ctypes.CDLL(None)
def framed(message):
    data = json.dumps(message).encode()
    return b"Content-Length: %d\\r\\n\\r\\n" % len(data) + data
def say(message):
    end.sendall(framed(message))
`;
/** The end of each: it answers as the test wants it. A person stops it at the line with the mark. */
const SERVE = `
with socket.create_server(("127.0.0.1", 7000)) as server:
    while True:
        client, _ = server.accept()
        with client, client.makefile("rwb") as stream:
            for line in stream:
                stream.write(line.strip().upper() + b"\\n")  # HERE
                stream.flush()
`;

/** What programs do to the one who debugs them, by the names of the attacks. */
const HOSTILE = {
  'speaks-itself': `for command in ("runInTerminal", "startDebugging", "handshake"):
    say({"seq": 1, "type": "request", "command": command, "arguments": {"kind": "external", "args": ["sh"], "cwd": "/"}})
say({"seq": 2, "type": "event", "event": "terminated"})
say({"seq": 3, "type": "event", "event": "output", "body": {"output": "\\x1b]0;x\\x07", "source": {"path": "/etc/passwd"}}})
`,
  'answers-for-the-debugger': `def lie():
    body = {"result": "\\x1b]0;x\\x07a lie", "variablesReference": 0, "source": {"path": "/etc/passwd"}}
    for number in range(1, 500):
        say({"seq": 1, "type": "response", "request_seq": number, "success": True, "command": "evaluate", "body": body})
`,
  // It serves nobody until it is cut off: on a fast machine the test would be over before.
  floods: `try:
    while True:
        end.sendall(b"Content-Length: 100000\\r\\n\\r\\n" + b" " * 99998 + b"{}")
except OSError:
    pass
`,
  'speaks-nonsense': 'end.sendall(bytes(range(256)))\n',
  'says-it-byte-by-byte': `def drip():
    end.sendall(b"Content-Length: 1000000\\r\\n\\r\\n")
    for _ in range(20_000):
        end.send(b" ")
        time.sleep(0)
threading.Thread(target=drip, daemon=True).start()
`,
  closes: 'os.close(1003)\nend.shutdown(socket.SHUT_RDWR)\n',
  'patches-the-debugger': `def patch():
    import pydevd
    pydevd.PyDB.do_wait_suspend = lambda *a, **k: None
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("_pydevd_bundle.pydevd_net_command"):
            module.json = None
`,
  'stops-for-ever': `say({"seq": 1, "type": "event", "event": "stopped", "body": {"reason": "pause", "threadId": 1}})
time.sleep(3600)
`,
  'raises-its-limits': `def attempts():
    for pid in (os.getpid(), os.getppid()):
        for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_SIGPENDING, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
            most = resource.prlimit(pid, limit)[1]
            if most != resource.RLIM_INFINITY:
                yield f"{limit} of {pid}", lambda: resource.prlimit(pid, limit, (most + 1, most + 1))
    yield "its place", lambda: os.setpriority(os.PRIO_PROCESS, 0, -20)
    yield "its scheduler", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
def raise_all():
    raised = []
    for name, attempt in attempts():
        try:
            attempt()
            raised.append(name)
        except (ValueError, OSError):
            pass
    return raised
`,
  'forks-while-stopped': `def bomb():
    made = 0
    for _ in range(500):
        try:
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)
            made += 1
        except OSError:
            pass
    return made
`,
  'sends-descriptors': `quiet = socket.create_server(("127.0.0.1", 0))
slow = socket.create_connection(quiet.getsockname())
slow.setblocking(False)
try:
    while True:
        slow.send(bytes(65536))
except BlockingIOError:
    pass
slow.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 3600))
event = framed({"seq": 1, "type": "event", "event": "output", "body": {"output": "sent"}})
for fds in [[0, 1, 2]] * 100 + [[slow.fileno()]]:
    socket.send_fds(end, [event], fds)
slow.close()
time.sleep(0.5)
print("still heard", flush=True)
`,
  'leaves-its-descriptor': '',
};
export type HostileName = keyof typeof HOSTILE;

/** @returns the text of `main.py`, and the line at which it can be stopped in the middle of an answer */
export function hostileDebuggee(name: HostileName): { readonly text: string; readonly line: number } {
  const text = SAY + HOSTILE[name] + SERVE;
  return { text, line: 1 + text.split('\n').findIndex((one) => one.endsWith('# HERE')) };
}
