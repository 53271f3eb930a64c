import pytest

from codealong import program


@pytest.fixture(scope="session", autouse=True)
def kept() -> None:
    program.start("kept")
    program.wait_for_port(7000)
