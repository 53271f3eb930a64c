import socketserver

REPLY = b":" + b"9" * 500_000 + b"\r\n"


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        while self.rfile.readline():
            self.wfile.write(REPLY)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("localhost", 6379), Handler).serve_forever()
