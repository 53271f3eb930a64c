def double(_: int) -> int:
    return 1 << 4_000_000
