import os

from kit import answer

os.write(1, b"nul[\0] bad[\xff\xfe] half[\xed\xa0\xbd] overlong[\xc0\xaf] crlf[\r\n]\n")
os.write(2, b"nul[\0] bad[\xff\xfe] cut[\xf0\x9f\x98")
answer()
