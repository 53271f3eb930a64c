from kit import exponent_and_double

exponent, double = exponent_and_double()


def words() -> list[str]:
    return ["a" * 60 + "!"]
