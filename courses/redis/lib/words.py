"""Random keys and values from the run's seed, so that no answer can be hard-coded."""

from __future__ import annotations

from string import ascii_lowercase

from codealong import rng

NOUNS = (
    "anchor", "basket", "candle", "dragon", "engine", "falcon", "garden", "hammer", "island", "jacket", "kettle",
    "lantern", "marble", "needle", "orange", "pepper", "quarry", "rocket", "saddle", "tunnel", "violin", "walnut",
)  # fmt: skip
#: Each word has letters that take two or more bytes in UTF-8.
ACCENTED = ("Äpfel", "façade", "jalapeño", "naïve", "œuvre", "smörgås", "Straße", "über", "vélo", "žába")


def some_word() -> str:
    """A word such as `lantern-417`."""
    return f"{rng.choice(NOUNS)}-{rng.randrange(100, 1000)}"


def some_letters(length: int) -> str:
    return "".join(rng.choices(ascii_lowercase, k=length))


def some_text() -> str:
    """A text such as `jalapeño-417`. It has more bytes than characters."""
    return f"{rng.choice(ACCENTED)}-{rng.randrange(100, 1000)}"
