from ed import snap
S='streams.py'
# 22
new='''def new_id(text: bytes, last: Id) -> Id:
    """The id of a new entry. In place of its sequence number there may be a `*`."""
    milliseconds, _, sequence = text.partition(b"-")
    if sequence == b"*":
        return next_of(int(milliseconds), last)
    return read_id(text)


def next_of(milliseconds: int, last: Id) -> Id:
    return Id(milliseconds, last.sequence + 1 if milliseconds == last.milliseconds else 0)


def read_id('''
snap('21','22',(S,"    entry_id = read_id(text)\n    check_order(entry_id, last_id(stream))\n","    last = last_id(stream)\n    entry_id = new_id(text, last)\n    check_order(entry_id, last)\n"),(S,"def read_id(",new))
snap('22','22x',(S,"new_id(text, last)\n    check","new_id(text, stream)\n    check"),(S,"def new_id(text: bytes, last: Id)","def new_id(text: bytes, stream)"),(S,"next_of(int(milliseconds), last)","Id(int(milliseconds), sum(i.milliseconds == int(milliseconds) for i in stream) or int(int(milliseconds) == 0))"))
snap('22','22y',(S,"last.sequence + 1 if milliseconds == last.milliseconds else 0","last.sequence + 1 if milliseconds == last.milliseconds and last != SMALLEST else 0"))
snap('22','22z',(S,"last.sequence + 1 if","last.sequence if"))
snap('22','22v',(S,"    return entry_id.reply()","    return bulk_string(text)"))
# 23
snap('22','23',(S,"import math\n","import math\nimport time\n"),(S,'''    """The id of a new entry. In place of its sequence number there may be a `*`."""
''','''    """The id of a new entry. A `*` in place of its sequence number, or of all of it, leaves this to the server."""
    if text == b"*":
        return next_of(max(int(time.time() * 1000), last.milliseconds), last)
'''))
c="max(int(time.time() * 1000), last.milliseconds)"
snap('23','23x',(S,c,"max(int(time.time()), last.milliseconds)"))
snap('23','23y',(S,c,"int(time.time() * 1000)"))
snap('23','23z',(S,c,"max(int(time.monotonic() * 1000), last.milliseconds)"))
snap('23','23v',(S,'''    return next_of(max(int(time.time() * 1000), last.milliseconds), last)''','''    return Id(int(time.time() * 1000), 0)'''))
# 24
xr='''def get_range(key: bytes, start: bytes, end: bytes) -> bytes:
    """The entries from start to end, both included. A time alone is the whole of that time."""
    first, last = read_id(start), read_id(end, LAST_SEQUENCE)
    stream = stream_at(key)
    return array([entry_reply(i, words) for i, words in stream.items() if first <= i <= last])


def entry_reply(entry_id: Id, words: tuple[bytes, ...]) -> bytes:
    return array([entry_id.reply(), array([bulk_string(word) for word in words])])


def new_id('''
snap('23','24',(S,"import CommandError, bulk_string","import CommandError, array, bulk_string"),(S,"def new_id(",xr),
 (S,'''def read_id(text: bytes) -> Id:
    milliseconds, _, sequence = text.partition(b"-")
    return Id(int(milliseconds), int(sequence or 0))''','''def read_id(text: bytes, default: int = 0) -> Id:
    milliseconds, _, sequence = text.partition(b"-")
    return Id(int(milliseconds), int(sequence or default))'''),(S,"SMALLEST = Id(0, 0)","SMALLEST = Id(0, 0)\nLAST_SEQUENCE = 2**64 - 1"),
 ('commands.py','    b"XADD": streams.add,\n','    b"XADD": streams.add,\n    b"XRANGE": streams.get_range,\n'))
snap('24','24x',(S,"first <= i <= last","first <= i < last"))
snap('24','24y',(S,"read_id(end, LAST_SEQUENCE)","read_id(end)"))
snap('24','24z',(S,"array([entry_id.reply(), array([bulk_string(word) for word in words])])","array([entry_id.reply(), *[bulk_string(word) for word in words]])"))
snap('24','24v',(S,"array([bulk_string(word) for word in words])","array([array([bulk_string(words[n]), bulk_string(words[n + 1])]) for n in range(0, len(words), 2)])"))
snap('24','24u',(S,"def entry_reply(","def entry_reply_(") , (S,None,'''def entry_reply(entry_id, words):
    return array([entry_id.reply(), b"*%d\\r\\n" % (len(words) // 2) + b"".join(map(bulk_string, words))])
'''))
# 25
snap('24','25',(S,'''    milliseconds, _, sequence = text.partition(b"-")
    return Id(int(milliseconds), int(sequence or default))''','''    if text == b"-":
        return SMALLEST
    milliseconds, _, sequence = text.partition(b"-")
    return Id(int(milliseconds), int(sequence or default))'''))
snap('24','25x')
snap('25','25y',(S,"return SMALLEST","return Id(1, 0)"))
# 26
snap('25','26',(S,'''        return SMALLEST
    mill''','''        return SMALLEST
    if text == b"+":
        return LARGEST
    mill'''),(S,"LAST_SEQUENCE = 2**64 - 1","LAST_SEQUENCE = 2**64 - 1\nLARGEST = Id(LAST_SEQUENCE, LAST_SEQUENCE)"))
snap('26','26x',(S,"return LARGEST","return Id(int(time.time() * 1000), LAST_SEQUENCE)"))
snap('25','26y')
snap('26','26z',(S,"    first, last = read_id(start), read_id(end, LAST_SEQUENCE)\n    stream = stream_at(key)\n","    stream = stream_at(key)\n    first = read_id(start)\n    last = list(stream)[-1] if end == b\"+\" else read_id(end, LAST_SEQUENCE)\n"))
# 27
rd='''def read(*words: bytes) -> bytes:
    """XREAD STREAMS key id: the entries after this id."""
    _, key, after = words
    entries = entries_after(key, read_id(after))
    return array([stream_reply(key, entries)]) if entries else NULL_ARRAY


def entries_after(key: bytes, after: Id) -> list[bytes]:
    return [entry_reply(i, words) for i, words in stream_at(key).items() if i > after]


def stream_reply(key: bytes, entries: list[bytes]) -> bytes:
    return array([bulk_string(key), array(entries)])


def entry_reply('''
snap('26','27',(S,"import CommandError,","import NULL_ARRAY, CommandError,"),(S,"def entry_reply(",rd),('commands.py','    b"XRANGE": streams.get_range,\n','    b"XRANGE": streams.get_range,\n    b"XREAD": streams.read,\n'))
snap('27','27x',(S,"if i > after","if i >= after"))
snap('27','27y',(S," if entries else NULL_ARRAY",""))
snap('27','27z',(S,"array([stream_reply(key, entries)]) if","stream_reply(key, entries) if"))
snap('27','27v',(S,"    _, key, after = words\n","    word, key, after = words\n    if word != b\"STREAMS\":\n        return b\"-ERR syntax error\\r\\n\"\n"))
snap('27','27u',(S,"if entries else NULL_ARRAY",'if entries else b"*0\\r\\n"'))
# 28
snap('27','28',(S,'''    """XREAD STREAMS key id: the entries after this id."""
    _, key, after = words
    entries = entries_after(key, read_id(after))
    return array([stream_reply(key, entries)]) if entries else NULL_ARRAY
''','''    """XREAD STREAMS key key id id: for each key, the entries after its id."""
    keys, ids = halves(words[1:])
    return new_entries(keys, [read_id(text) for text in ids]) or NULL_ARRAY


def halves(words: tuple[bytes, ...]) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    middle = len(words) // 2
    return words[:middle], words[middle:]


def new_entries(keys: tuple[bytes, ...], ids: list[Id]) -> bytes | None:
    """Only streams with something new are part of the reply. None if there is no such stream."""
    found = [(key, entries_after(key, after)) for key, after in zip(keys, ids)]
    replies = [stream_reply(key, entries) for key, entries in found if entries]
    return array(replies) if replies else None
'''))
snap('28','28x',(S,"    return words[:middle], words[middle:]","    return words[::2], words[1::2]"))
snap('28','28y',(S,"for key, entries in found if entries]","for key, entries in found]"))
snap('28','28z',(S,"zip(keys, ids)]","zip(keys, [ids[0]] * len(keys))]"))
snap('28','28v',(S,"    return array(replies) if replies else None","    return array(replies)"))
# 29
snap('28','29',(S,"def read(*words: bytes) -> bytes:",'''def read(*words: bytes) -> bytes | Wait:'''),(S,'''    keys, ids = halves(words[1:])
    return new_entries(keys, [read_id(text) for text in ids]) or NULL_ARRAY
''','''    options, keys, ids = parts(words)
    attempt = partial(new_entries, keys, [read_id(text) for text in ids])
    if not options:
        return attempt() or NULL_ARRAY
    return attempt() or Wait(attempt, int(options[1]) / 1000)


def parts(words: tuple[bytes, ...]) -> tuple[tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]:
    """What comes before STREAMS, then the keys, then the ids."""
    at = [word.upper() for word in words].index(b"STREAMS")
    return words[:at], *halves(words[at + 1 :])
'''),(S,"from typing import","from functools import partial\nfrom typing import"),(S,"from store import Entry, store, value_at\n","from store import Entry, store, value_at\nfrom waiting import Wait\n"))
snap('29','29x',(S,"int(options[1]) / 1000","int(options[1])"))
snap('29','29y',('waiting.py',"    waiter.served.wait(wait.seconds)\n","    import time\n    end = time.monotonic() + (wait.seconds or 1e9)\n    while waiter.reply is None and time.monotonic() < end:\n        waiter.try_again()\n        time.sleep(0.01)\n"))
snap('29','29z',('waiting.py',"    for waiter in waiters:\n        waiter.try_again()","    if waiters:\n        waiters[0].try_again()"))
snap('29','29v',('waiting.py',"        if self.reply is not None:","        if True:"))
snap('29','29u',(S,"    return attempt() or Wait(attempt,","    return Wait(attempt,"))
# 30
snap('29','30',(S,"int(options[1]) / 1000)","int(options[1]) / 1000 or None)"))
snap('29','30x')
snap('30','30y',(S,"int(options[1]) / 1000 or None)","(None if options[1] == b\"0\" else 1.0))"))
snap('30','30z',(S,"int(options[1]) / 1000 or None)","int(options[1]) / 1000 or 1.0)"))
# 31
snap('30','31',(S,"[read_id(text) for text in ids])\n    if","[start_of(key, text) for key, text in zip(keys, ids)])\n    if"),(S,"def halves(",'''def start_of(key: bytes, text: bytes) -> Id:
    """`$` is the last id of the stream now, when the command arrives."""
    return last_id(stream_at(key)) if text == b"$" else read_id(text)


def halves('''))
snap('30','31x')
snap('31','31y',(S,"partial(new_entries, keys, [start_of(key, text) for key, text in zip(keys, ids)])","lambda: new_entries(keys, [start_of(key, text) for key, text in zip(keys, ids)])"))
snap('31','31z',(S,"[start_of(key, text) for key, text in zip(keys, ids)]","[start_of(keys[0], text) for key, text in zip(keys, ids)]"))
snap('31','31v',(S,"    return last_id(stream_at(key)) if","    return SMALLEST if"))
