class Tariff:
    """The base of all tariffs."""

    def __init__(self, name: str) -> None:
        self.name = name

    def price(self, minutes: int) -> int:
        raise NotImplementedError

    def __str__(self) -> str:
        return self.name


class PerMinute(Tariff):
    def __init__(self, name: str, cents: int) -> None:
        super().__init__(name)
        self.cents = cents

    def price(self, minutes: int) -> int:
        return self.cents * minutes


class Flat(Tariff):
    def __init__(self, name: str, price: int) -> None:
        super().__init__(name)
        self._price = price

    def price(self, minutes: int) -> int:
        return self._price


def cheapest(tariffs: list[Tariff], minutes: int) -> Tariff:
    return min(tariffs, key=lambda tariff: tariff.price(minutes))
