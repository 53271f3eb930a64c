"""Transactions: commands that are carried out together."""


def begin() -> bytes:
    return b"+OK\r\n"
