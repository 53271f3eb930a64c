"""The languages of learners' programs, by the runtime that a job names. Suites are always Python."""

from __future__ import annotations

from runner import contract
from runner.languages.language import Language
from runner.languages.python import Python

#: Its interpreter is started ahead of the job, and the rehearsal's program is written in it.
PYTHON: Language = Python()
LANGUAGES: dict[str, Language] = {language.runtime: language for language in (PYTHON,)}


def language_of(runtime: str) -> Language:
    """Raises BadJob for an unknown runtime: an image of another version may know it."""
    found = LANGUAGES.get(runtime)
    if found is None:
        raise contract.BadJob("unknown-runtime", runtime=runtime)
    return found
