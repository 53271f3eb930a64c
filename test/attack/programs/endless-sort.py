from kit import exponent_and_double

exponent, double = exponent_and_double()


def words() -> list[str]:
    return [str(number) for number in range(100_000)]
