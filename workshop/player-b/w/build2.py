from ed import snap
T='strings.py';M='main.py';C='commands.py'
snap('31','32',(T,"import bulk_string\n","import bulk_string, integer\n"),(T,None,'''def count(key: bytes) -> bytes:
    number = int(value_at(key, bytes)) + 1
    store[key] = Entry(b"%d" % number, math.inf)
    return integer(number)
'''),(C,'    b"GET": strings.get_value,\n','    b"GET": strings.get_value,\n    b"INCR": strings.count,\n'))
snap('32','32x',(T,'Entry(b"%d" % number, math.inf)','Entry(number, math.inf)'))
snap('32','32y',(T,'    store[key] = Entry(b"%d" % number, math.inf)\n',''))
snap('32','32z',(T,'return integer(number)','return bulk_string(b"%d" % number)'))
snap('32','32v',(T,'    number = int(value_at(key, bytes)) + 1\n','    digits = value_at(key, bytes)\n    number = int(chr(digits[-1])) + 1\n'))
snap('32','32u',(T,'    number = int(value_at(key, bytes)) + 1\n','    lock.release()\n    number = int(value_at(key, bytes)) + 1\n    time.sleep(0.002)\n    lock.acquire()\n'),(T,"from resp","from waiting import lock\nfrom resp"))
# 33
snap('32','33',(T,'int(value_at(key, bytes)) + 1','int(value_at(key, bytes) or 0) + 1'))
snap('33','33x',(T,'    number = int(value_at(key, bytes) or 0) + 1\n    store[key] = Entry(b"%d" % number, math.inf)\n','    entry = store.get(key, Entry(b"0", math.inf))\n    number = int(entry.value) + 1\n    store[key] = Entry(b"%d" % number, entry.until)\n'))
snap('33','33y',(T,'    number = int(value_at(key, bytes) or 0) + 1\n','    if value_at(key, bytes) is None:\n        store[key] = Entry(b"0", math.inf)\n        return integer(0)\n    number = int(value_at(key, bytes)) + 1\n'))
snap('33','33z',(T,'    number = int(value_at(key, bytes) or 0) + 1\n','    if value_at(key, bytes) is None:\n        return integer(1)\n    number = int(value_at(key, bytes)) + 1\n'))
snap('33','33v',(T,'    store[key] = Entry(b"%d" % number, math.inf)\n','    store[key] = Entry(b"%d" % number, store[key].until if key in store else math.inf)\n'))
# 34
chk='''    number = whole_number(value_at(key, bytes) or b"0") + 1
'''
snap('33','34',(T,"import bulk_string, integer","import CommandError, bulk_string, integer"),(T,"    number = int(value_at(key, bytes) or 0) + 1\n",chk),(T,None,'''def whole_number(text: bytes) -> int:
    try:
        return int(text)
    except ValueError:
        raise CommandError("ERR value is not an integer or out of range") from None
'''))
snap('33','34x')
snap('34','34y',(T,"    try:\n        return int(text)\n    except ValueError:\n        raise","    if text.isdigit():\n        return int(text)\n    else:\n        raise"))
snap('34','34z',(T,"out of range\"","out of range.\""))
snap('34','34v',(T,"        return int(text)","        return int(float(text))"))
snap('34','34u',(T,"        raise CommandError(\"ERR value is not an integer or out of range\") from None","        return 0"))
snap('34','34t',(T,"    number = whole_number(value_at(key, bytes) or b\"0\") + 1\n","    old = value_at(key, bytes) or b\"0\"\n    store[key] = Entry(b\"0\", math.inf)\n    number = whole_number(old) + 1\n"))
# 35
snap('34','35',(C,'def echo(','def begin() -> bytes:\n    return b"+OK\\r\\n"\n\n\ndef echo('),(C,'    b"XADD"','    b"MULTI": begin,\n    b"XADD"'))
snap('35','35x',(M,"            connection.sendall(reply_to(command, connection))",'''            if command[0].upper() == b"MULTI":
                multi_lock.acquire()
                connection.sendall(b"+OK\\r\\n")
                continue
            with multi_lock:
                connection.sendall(reply_to(command, connection))'''),(M,"PORT = 6379","PORT = 6379\nmulti_lock = threading.RLock()"))
snap('35','35y',(C,'return b"+OK\\r\\n"','return b"+QUEUED\\r\\n"'))
snap('35','35z',(C,'return b"+OK\\r\\n"','return b"$2\\r\\nOK\\r\\n"'))
# 36: a client object
snap('34','36',(M,'''            connection.sendall(reply_to(command, connection))


def reply_to(command: list[bytes], connection: socket.socket) -> bytes:
    """Carries out one command at a time: two clients may push to the same list."""
    with lock:
        try:
            reply = answer(command)
        except CommandError as problem:
            return error(str(problem))
        if isinstance(reply, Wait):
            return wait_for(reply, connection)
        serve_waiters()
        return reply
''','''            connection.sendall(client.reply_to(command))
'''),(M,"        while command :=","        client = Client(connection)\n        while command :="),
 (M,"from commands import answer\nfrom resp import CommandError, error, read_command\nfrom waiting import Wait, lock, serve_waiters, wait_for\n","from client import Client\nfrom resp import read_command\n"),
 ('client.py',None,'''"""One client, and its transaction."""

import socket

from commands import answer
from resp import CommandError, error
from waiting import Wait, lock, serve_waiters, wait_for


class Client:
    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.in_transaction = False

    def reply_to(self, command: list[bytes]) -> bytes:
        match command[0].upper():
            case b"MULTI":
                self.in_transaction = True
                return b"+OK\\r\\n"
            case b"EXEC":
                return self.execute()
        return self.run(command)

    def execute(self) -> bytes:
        if not self.in_transaction:
            return error("ERR EXEC without MULTI")
        return b"*0\\r\\n"

    def run(self, command: list[bytes]) -> bytes:
        """Carries out one command at a time: two clients may push to the same list."""
        with lock:
            try:
                reply = answer(command)
            except CommandError as problem:
                return error(str(problem))
            if isinstance(reply, Wait):
                return wait_for(reply, self.connection)
            serve_waiters()
            return reply
'''))
L='client.py'
snap('36','36x',(L,"        self.connection = connection\n        self.in_transaction = False\n","        self.connection = connection\n\n    in_transaction = False\n"),(L,"                self.in_transaction = True","                Client.in_transaction = True"))
snap('36','36y',(L,'            return error("ERR EXEC without MULTI")','            raise CommandError("ERR EXEC without MULTI")'))
snap('36','36z',(L,'ERR EXEC without MULTI','ERR EXEC WITHOUT MULTI'))
snap('36','36v',(L,'return error("ERR EXEC without MULTI")','return b"*-1\\r\\n"'))
# 37
snap('36','37',(L,'        return b"*0\\r\\n"','        self.in_transaction = False\n        return b"*0\\r\\n"'))
snap('37','37x',(L,'        self.in_transaction = False\n        return','        return'))
snap('37','37y',(L,'*0\\r','*-1\\r'))
snap('37','37z',(L,'return b"*0\\r\\n"','return b"+OK\\r\\n"'))
snap('37','37v',(L,"        self.connection = connection\n        self.in_transaction = False\n","        self.connection = connection\n        Client.n = getattr(Client, 'n', 0)\n        self.mine = False\n\n    @property\n    def in_transaction(self):\n        return self.mine and Client.n > 0\n\n    @in_transaction.setter\n    def in_transaction(self, value):\n        self.mine = self.mine or value\n        Client.n = int(value)\n"))
# 38
snap('37','38',(L,"        self.in_transaction = False\n\n","        self.in_transaction = False\n        self.queue: list[list[bytes]] = []\n\n"),(L,"        return self.run(command)",'''        if self.in_transaction:
            self.queue.append(command)
            return b"+QUEUED\\r\\n"
        return self.run(command)'''))
snap('38','38x',(L,'            return b"+QUEUED','            self.run(command)\n            return b"+QUEUED'))
snap('38','38y',(L,'        if self.in_transaction:\n            self.queue','        if self.in_transaction and command[0].upper() not in (b"GET", b"PING"):\n            self.queue'))
snap('38','38z',(L,'return b"+QUEUED\\r','return b"$6\\r\\nQUEUED\\r'))
snap('38','38v',(L,'return b"+QUEUED','return b"+OK'))
# 39
snap('38','39',(L,"import CommandError, error","import NULL_ARRAY, CommandError, array, error"),(L,'''        return b"*0\\r\\n"
''','''        queue, self.queue = self.queue, []
        with lock:
            replies = [self.run_without_waiting(command) for command in queue]
            serve_waiters()
        return array(replies)

    def run_without_waiting(self, command: list[bytes]) -> bytes:
        try:
            reply = answer(command)
        except CommandError as problem:
            return error(str(problem))
        return NULL_ARRAY if isinstance(reply, Wait) else reply
'''))
snap('39','39x',(L,"        queue, self.queue = self.queue, []\n","        queue = self.queue\n"))
snap('39','39y',(L,"return array(replies)","return array([b'$%d\\r\\n%b\\r\\n' % (len(r), r) for r in replies])"))
snap('39','39z',(L,"return array(replies)","return b''.join(replies)"))
snap('39','39v',(L,"        self.in_transaction = False\n        queue","        queue"))
snap('39','39u',(L,"        with lock:\n            replies = [self.run_without_waiting(command)","        with lock:\n            replies = [self.run(command)"))
snap('39','39t',(L,"for command in queue]","for command in reversed(queue)]"))
# 40
snap('39','40',(L,"        if self.in_transaction:\n            self.queue.app",'''            case b"DISCARD":
                return self.discard()
        if self.in_transaction:
            self.queue.app'''),(L,"    def run(self",'''    def discard(self) -> bytes:
        if not self.in_transaction:
            return error("ERR DISCARD without MULTI")
        self.in_transaction = False
        self.queue = []
        return b"+OK\\r\\n"

    def run(self'''))
snap('40','40x',(L,"        self.queue = []\n        return","        return"))
snap('40','40y',(L,'ERR DISCARD without','ERR EXEC without'))
snap('40','40z',(L,"        self.in_transaction = False\n        self.queue = []\n        return","        self.queue = []\n        return"))
snap('39','40v')
# 41
snap('40','41')
exc='''        try:
            with lock:
                replies = [answer(command) for command in queue]
                serve_waiters()
        except CommandError as problem:
            return error(str(problem))
'''
orig='''        with lock:
            replies = [self.run_without_waiting(command) for command in queue]
            serve_waiters()
'''
snap('41','41x',(L,orig,exc))
snap('41','41y',(L,orig,'''        import store
        before = dict(store.store)
        with lock:
            replies = [self.run_without_waiting(command) for command in queue]
            if any(r.startswith(b"-") for r in replies):
                store.store.clear()
                store.store.update(before)
            serve_waiters()
'''))
snap('41','41z',(L,orig,'''        replies = []
        with lock:
            for command in queue:
                replies.append(self.run_without_waiting(command))
                if replies[-1].startswith(b"-"):
                    break
'''))
snap('41','41v',(L,orig,'''        with lock:
            replies = [self.run_without_waiting(command) for command in queue]
            serve_waiters()
        for reply in replies:
            if reply.startswith(b"-"):
                return reply
'''))
snap('41','41u',(L,orig,'''        with lock:
            replies = [self.run_without_waiting(command) for command in queue]
        replies = [r for r in replies if not r.startswith(b"-")]
'''))
# 42
snap('41','42')
snap('42','42x',(L,"        self.queue: list[list[bytes]] = []\n\n","\n    queue: list[list[bytes]] = []\n\n"),(L,"queue, self.queue = self.queue, []","queue = list(self.queue)\n        self.queue.clear()"),(L,"        self.queue = []\n","        self.queue.clear()\n"))
# run at disconnect
snap('42','42y',(M,"            connection.sendall(client.reply_to(command))","            connection.sendall(client.reply_to(command))\n        if client.in_transaction:\n            client.execute()"))
# states kept by fileno
snap('42','42z',(M,"        client = Client(connection)\n","        client = clients.setdefault(connection.fileno(), Client(connection))\n        client.connection = connection\n"),(M,"PORT = 6379","PORT = 6379\nclients = {}"))
# value looked up when queued
snap('42','42v',(L,'            self.queue.append(command)\n','            if command[0] == b"INCR":\n                from store import store\n                e = store.get(command[1])\n                command = [b"SETN", command[1], b"%d" % (1 + int(e.value if e else 0))]\n            self.queue.append(command)\n'),(C,'    b"XADD"','    b"SETN": strings.setn,\n    b"XADD"'),(T,None,'''def setn(key, n):
    store[key] = Entry(n, math.inf)
    return integer(int(n))
'''))
