def count_words(text: str) -> dict[str, int]:
    """How often each word occurs in the text."""
    raise NotImplementedError("Your code goes here.")
