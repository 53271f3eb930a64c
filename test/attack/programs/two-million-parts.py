import socketserver

REPLY = b"*2000000\r\n" + b"*0\r\n" * 1_900_000


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        while self.rfile.readline():
            self.wfile.write(REPLY)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("localhost", 6379), Handler).serve_forever()
