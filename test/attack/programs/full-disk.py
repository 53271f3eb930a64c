from kit import answer, attempt


def fill(path: str) -> int:
    with open(path, "wb", buffering=0) as file:
        return sum(file.write(b"x" * 2**20) for _ in range(40))


attempt("40 MB in /tmp", fill, "/tmp/full")
attempt("40 MB in /work", fill, "/work/full")
answer()
