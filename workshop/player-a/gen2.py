p='s/'
def sub(src,dst,*pairs):
    s=open(p+src+'.py').read()
    for a,b in pairs:
        assert a in s,(dst,a)
        s=s.replace(a,b,1)
    open(p+dst+'.py','w').write(s)
sub('16','17',('''            with lock:
                reply = answer(command)
            connection.sendall(reply)''','''            with lock:
                reply = answer(command)
            if isinstance(reply, Waiter):
                reply = reply.wait()
            connection.sendall(reply)'''),
('def answer(command: list[bytes]) -> bytes:','def answer(command: list[bytes]) -> "bytes | Waiter":'),
('''        case b"LRANGE":''','''        case b"BLPOP":
            return blocking_pop(*args)
        case b"LRANGE":'''),
('''NULL_ARRAY =''','''
class Waiter:
    """A client that waits for an element."""

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.element: bytes | None = None
        self.served = threading.Event()

    def give(self, element: bytes) -> None:
        self.element = element
        self.served.set()

    def wait(self) -> bytes:
        """Never call this with the lock held."""
        self.served.wait()
        return array([self.key, self.element])


#: For each key, those who wait, the longest waiting first.
waiting: dict[bytes, list[Waiter]] = {}
NULL_ARRAY ='''),
('''    elements.extend(new)
    return integer(len(elements))
''','''    elements.extend(new)
    length = len(elements)
    serve_waiting(key)
    return integer(length)
'''),('''        elements.insert(0, element)
    return integer(len(elements))
''','''        elements.insert(0, element)
    length = len(elements)
    serve_waiting(key)
    return integer(length)


def blocking_pop(key: bytes, limit: bytes) -> bytes | Waiter:
    if find_list(key):
        return array([key, take(key, 1)[0]])
    waiter = Waiter(key)
    waiting.setdefault(key, []).append(waiter)
    return waiter


def serve_waiting(key: bytes) -> None:
    queue = waiting.get(key, [])
    while queue and find_list(key):
        queue.pop(0).give(take(key, 1)[0])
'''))
sub('17','17w',('''            if isinstance(reply, Waiter):
                reply = reply.wait()
''','''                if isinstance(reply, Waiter):
                    reply = reply.wait()
'''))
sub('17','17x',('queue.pop(0).give','queue.pop().give'))
sub('17','17y',('''    elements.extend(new)
    length = len(elements)
    serve_waiting(key)
    return integer(length)''','''    elements.extend(new)
    serve_waiting(key)
    return integer(len(elements))'''))
sub('17','17z',('array([self.key, self.element])','bulk_string(self.element)'))
sub('17','17v',('''        elements.insert(0, element)
    length = len(elements)
    serve_waiting(key)''','''        elements.insert(0, element)
    length = len(elements)'''))
sub('17','17u',('    while queue and find_list(key):','    if queue and find_list(key):'))
# a natural beginner: give it to the waiter but leave it in the list
sub('17','17t',('queue.pop(0).give(take(key, 1)[0])','queue.pop(0).give(find_list(key)[0])'),('while queue and','if queue and'))
# 18
sub('17','18',('def __init__(self, key: bytes) -> None:\n','def __init__(self, key: bytes, limit: float) -> None:\n        self.limit = limit or None\n'),
('''        self.served.wait()
        return array([self.key, self.element])''','''        self.served.wait(self.limit)
        with lock:
            if self.element is None:
                waiting[self.key].remove(self)
                return NULL_ARRAY
        return array([self.key, self.element])'''),
('Waiter(key)\n','Waiter(key, float(limit))\n'))
sub('18','18w',('''                waiting[self.key].remove(self)
''',''))
sub('18','18x',('float(limit))','int(limit))'))
sub('18','18y',('float(limit))','float(limit) / 1000)'))
sub('18','18z',('return NULL_ARRAY\n        return array','return bulk_string(None)\n        return array'))
sub('18','18v',('limit or None','limit'))
# 19 in one file
sub('18','19',('''        case b"RPUSH":''','''        case b"TYPE":
            return type_of(*args)
        case b"RPUSH":'''),('''def push_right(''','''def type_of(key: bytes) -> bytes:
    entry = store.get(key)
    if entry is None or time.monotonic() >= entry.until:
        return b"+none\\r\\n"
    return b"+list\\r\\n" if isinstance(entry.value, list) else b"+string\\r\\n"


def push_right('''))
sub('19','19w',('    if entry is None or time.monotonic() >= entry.until:\n        return b"+none','    if entry is None:\n        return b"+none'))
sub('19','19x',('return b"+list\\r\\n" if','return bulk_string(b"list") if'))
sub('19','19y',('b"+string','b"+str'))
sub('19','19z',('b"+none\\r\\n"','bulk_string(None)'))
