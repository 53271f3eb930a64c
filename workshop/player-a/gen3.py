p='s/'
def sub(src,dst,*pairs):
    s=open(p+src+'.py').read()
    for a,b in pairs:
        assert a in s,(dst,a)
        s=s.replace(a,b,1)
    open(p+dst+'.py','w').write(s)
sub('16','17h',
('''        case b"LRANGE":''','''        case b"BLPOP":
            return blocking_pop(*args)
        case b"LRANGE":'''),
('''NULL_ARRAY =''','''class Waiter:
    def __init__(self, key: bytes) -> None:
        self.key = key
        self.reply: bytes | None = None
        self.condition = threading.Condition(lock)


waiters: list[Waiter] = []
NULL_ARRAY ='''),
('''    elements.extend(new)
    return integer(len(elements))
''','''    elements.extend(new)
    length = len(elements)
    serve_waiters()
    return integer(length)
'''),('''        elements.insert(0, element)
    return integer(len(elements))
''','''        elements.insert(0, element)
    length = len(elements)
    serve_waiters()
    return integer(length)


def blocking_pop(key: bytes, limit: bytes) -> bytes:
    if find_list(key):
        return array([key, take(key, 1)[0]])
    waiter = Waiter(key)
    waiters.append(waiter)
    while waiter.reply is None:
        waiter.condition.wait()
    return waiter.reply


def serve_waiters() -> None:
    for waiter in list(waiters):
        if find_list(waiter.key):
            waiters.remove(waiter)
            waiter.reply = array([waiter.key, take(waiter.key, 1)[0]])
            waiter.condition.notify()
'''))
sub('17h','17s',('''    while waiter.reply is None:
        waiter.condition.wait()
    return''','''    with lock:
        while waiter.reply is None:
            waiter.condition.wait()
    return'''))
sub('17h','17r',('threading.Condition(lock)','threading.Condition()'))
