def down(depth: int) -> int:
    return down(depth + 1)


down(0)
