def double(_: int) -> dict[str, str]:
    return {"\ud800": "\udfff" * 1000, "\x00\x18\n": "\u202e"}
