"""TLS in front of a socket, as a Docker engine has it at port 2376, with OpenSSL's own alerts.

tls_proxy.py SOCKET FOLDER NEWEST: FOLDER holds server.pem, server-key.pem and ca.pem, whose clients are let in; NEWEST is
TLSv1_2 or TLSv1_3. Prints the port, serves until its stdin ends.
"""

import select
import socket
import ssl
import sys
import threading


def context(folder: str, newest: str) -> ssl.SSLContext:
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=f"{folder}/ca.pem")
    made.load_cert_chain(f"{folder}/server.pem", f"{folder}/server-key.pem")
    made.verify_mode = ssl.CERT_REQUIRED
    made.maximum_version = ssl.TLSVersion[newest]
    return made


def carry(client: ssl.SSLSocket, there: socket.socket) -> None:
    """One thread for both directions: a connection of OpenSSL's is not made for two."""
    while True:
        ready = [client] if client.pending() else select.select([client, there], [], [])[0]
        for source, target in ((client, there), (there, client)):
            if source in ready:
                part = source.recv(65536)
                if not part:
                    return
                target.sendall(part)


def serve(plain: socket.socket, path: str, tls: ssl.SSLContext) -> None:
    # An alert goes out with the handshake that fails; asyncio would drop it.
    try:
        with tls.wrap_socket(plain, server_side=True) as client, socket.socket(socket.AF_UNIX) as there:
            there.connect(path)
            carry(client, there)
    except OSError:
        plain.close()


def main(path: str, folder: str, newest: str) -> None:
    tls = context(folder, newest)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while listener in select.select([listener, sys.stdin], [], [])[0]:
        plain, _ = listener.accept()
        threading.Thread(target=serve, args=(plain, path, tls), daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
