"""Stands in for pytest, which is in the image but need not be on this machine. Imported before the parts of the runner that use it."""

import sys
from types import ModuleType


class _Failed(BaseException):
    """As pytest's own, it is no Exception."""


class _Fail:
    Exception = _Failed


def _hookimpl(**_: object) -> object:
    return lambda function: function


def _fixture(function: object) -> object:
    return function


def _module(name: str, **names: object) -> ModuleType:
    made = sys.modules[name] = ModuleType(name)
    made.__dict__.update(names)
    return made


_module("pytest", fail=_Fail, skip=_Fail, hookimpl=_hookimpl, fixture=_fixture, FixtureRequest=object)
_module("_pytest")
_module("_pytest.fixtures", FixtureLookupError=type("FixtureLookupError", (LookupError,), {}))
_module("_pytest.unittest", TestCaseFunction=type("TestCaseFunction", (), {}))
_module(
    "_pytest.assertion",
    util=_module("_pytest.assertion.util"),
    rewrite=_module("_pytest.assertion.rewrite", _saferepr=repr),
)
