import asyncio
import socket

from kit import answer

for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
    with socket.create_server((address, 8000), family=family) as server:
        client = socket.create_connection((address, 8000))
        there, _ = server.accept()
        there.sendall(f"hello over {address}\n".encode())
        print(client.recv(100).decode())


async def main() -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"hello over asyncio\n")
        writer.close()

    async with await asyncio.start_server(greet, "localhost", 8001) as server:
        print(len(server.sockets), "sockets")
        for host in ("localhost", "127.0.0.1", "::1"):
            reader, _ = await asyncio.open_connection(host, 8001)
            print((await reader.readline()).decode())


asyncio.run(main())
answer()
