import pytest

from codealong import Finished, program

COURSE = """\
Grace,2.0
Ada,1.0

Ada,2.0
"""


@pytest.fixture
def course_file() -> str:
    program.write_file("course.csv", COURSE)
    return "course.csv"


def run(*args: str, typed: str = "") -> Finished:
    return program.run(*args, input=typed)


@pytest.mark.points(2)
def test_reads_a_file(course_file: str) -> None:
    """Reads the file that is named"""
    done = run(course_file)
    assert done.text == "Ada 1.5\nGrace 2.0\n"
    assert done.exit_code == 0


@pytest.mark.points(2)
def test_reads_what_is_typed() -> None:
    """Reads what is typed"""
    assert run(typed="Alan,3\nAlan,4\n").text == "Alan 3.5\n"


@pytest.mark.points(1)
def test_nothing() -> None:
    """Prints nothing for nothing"""
    assert run(typed="").text == ""


@pytest.mark.points(1)
def test_no_such_file() -> None:
    """Says that a file is not there"""
    done = run("other.csv")
    assert done.stderr.decode() == "cannot read other.csv\n"
    assert done.exit_code == 2
