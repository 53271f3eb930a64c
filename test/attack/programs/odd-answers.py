import os

# What the caller would write for each call: here it comes from us, and is no value.
ANSWERS = [b'{"value":' + b"[" * 100_000, b'{"value":["__class__",[]]}', b'{"value":["int","0x1",1]}', b"[]", b"{}"]


def double(_: int) -> None:
    for answer in ANSWERS:
        os.write(4, answer + b"\n")
