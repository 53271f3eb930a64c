from codealong import program, rng

WORDS = ("bread", "honey", "milk", "salt")


def test_one_word() -> None:
    """Prints one word in capitals"""
    assert program.run("__STEP__", "tea").text == "TEA\n"


def test_several_words() -> None:
    """Prints three words in capitals, each on its line"""
    words = rng.sample(WORDS, 3)
    assert program.run("__STEP__", *words).text == "".join(f"{word.upper()}\n" for word in words)
