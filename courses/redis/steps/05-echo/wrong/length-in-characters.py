# len() of a text counts characters.
import asyncio


async def serve(reader, writer):
    while line := await reader.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int((await reader.readline())[1:])
            words.append((await reader.readexactly(length + 2))[:-2].decode())
        if words[0].upper() == "PING":
            writer.write(b"+PONG\r\n")
        else:
            writer.write(f"${len(words[1])}\r\n{words[1]}\r\n".encode())
        await writer.drain()


async def main():
    server = await asyncio.start_server(serve, "localhost", 6379)
    await server.serve_forever()


asyncio.run(main())
