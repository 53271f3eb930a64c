import asyncio


async def answer() -> None:
    await asyncio.sleep(0)
    {}["missing"]


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(answer())
        group.create_task(asyncio.sleep(60))


asyncio.run(main())
