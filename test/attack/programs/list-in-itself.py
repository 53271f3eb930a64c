def double(_: int) -> list:
    found = []
    found.append(found)
    return found
