from kit import answer, attempt


def fill(folder: str) -> int:
    for number in range(10**6):
        with open(f"{folder}/{number}", "x"):
            pass
    return number


attempt("a million files in /tmp", fill, "/tmp")
attempt("a million files in /work", fill, "/work")
answer()
