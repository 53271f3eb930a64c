from codealong import rng, solution

WORDS = ("bread", "honey", "milk", "salt")


def test_one_word() -> None:
    """Shouts one word"""
    assert solution.call("__MODULE__:shout", "tea") == "TEA!"


def test_several_words() -> None:
    """Shouts several words"""
    text = " ".join(rng.sample(WORDS, 3))
    assert solution.call("__MODULE__:shout", text) == f"{text.upper()}!"
