import errno
import os
import socket
import time

from kit import answer, attempt


def connect(address: str, port: int) -> str:
    began = time.monotonic()
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as client:
        client.settimeout(3)
        client.connect((address, port))
        return f"connected after {time.monotonic() - began:.2f} s"


def at_once(address: str, port: int) -> str:
    began = time.monotonic()
    try:
        return connect(address, port)
    except OSError as error:
        if time.monotonic() - began > 0.5:
            return f"{errno.errorcode.get(error.errno or 0)} after {time.monotonic() - began:.1f} s"
        raise


for address, port in (("1.1.1.1", 443), ("172.17.0.1", 22), ("172.17.0.1", 2375), ("169.254.169.254", 80), ("192.168.65.7", 2375), ("10.0.2.2", 80), ("2606:4700::1111", 443), ("fe80::1", 80)):
    attempt(f"{address} port {port}", at_once, address, port)
attempt("another interface than lo", lambda: [name for _, name in socket.if_nameindex() if name != "lo"] or os.stat("/nowhere"))
answer()
