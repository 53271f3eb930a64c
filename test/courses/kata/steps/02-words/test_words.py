from codealong import solution


def test_counts_words() -> None:
    """Counts each word"""
    assert solution.call("words:count_words", "a rose is a rose") == {"a": 2, "rose": 2, "is": 1}


def test_counts_over_lines() -> None:
    """Counts words over several lines"""
    assert solution.call("words:count_words", "one two\n\n  two\none two\n") == {"one": 2, "two": 3}


def test_ignores_case() -> None:
    """Takes upper and lower case for the same word"""
    assert solution.call("words:count_words", "Go go GO") == {"go": 3}


def test_empty_text() -> None:
    """An empty text has no words"""
    assert solution.call("words:count_words", "") == {}
