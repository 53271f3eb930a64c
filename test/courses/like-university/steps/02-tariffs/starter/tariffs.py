class Tariff:
    """The base of all tariffs."""
