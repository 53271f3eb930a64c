import os

from kit import Handler, Server

with Server(("127.0.0.1", 7000), Handler) as server:
    if os.fork() == 0:
        server.socket.close()
        # Each of them is inherited by the launcher, which tells the grader of each end.
        for _ in range(1500):
            child = os.fork()
            if child == 0:
                if os.fork() == 0:
                    os._exit(0)
                os._exit(0)
            os.waitpid(child, 0)
        os._exit(0)
    server.serve_forever()
