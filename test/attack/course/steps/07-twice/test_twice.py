def test_nothing() -> None:
    """A test that is collected twice under one name"""
