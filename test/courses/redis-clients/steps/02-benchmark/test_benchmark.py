import re

from lib.clients import run_client, start_server

TESTS = ("PING_MBULK", "SET", "GET")
RESULT = re.compile(r"([A-Z_]+)(?: \([^)]*\))?: ([\d.]+) requests per second")


def measure(*options: str) -> dict[str, float]:
    """Requests per second, by the name of the test. 2,000 requests of each, by ten clients."""
    said = run_client("redis-benchmark", "-t", "ping_mbulk,set,get", "-q", "-n", "2000", "-c", "10", *options)
    return {name: float(value) for name, value in RESULT.findall(said.decode())}


def check(rates: dict[str, float]) -> None:
    assert tuple(rates) == TESTS, "redis-benchmark tells a result for each of its tests."
    assert all(rate > 0 for rate in rates.values()), f"Each result is a number above zero: {rates}"


def test_bears_ten_clients() -> None:
    """redis-benchmark: 2,000 PING, SET and GET by ten clients"""
    start_server()
    check(measure())


def test_bears_pipelines() -> None:
    """redis-benchmark -P 16: sixteen commands in one write"""
    start_server()
    check(measure("-P", "16"))


def test_bears_large_values() -> None:
    """redis-benchmark -d 2000 -r 100: values of 2,000 bytes under a hundred keys"""
    start_server()
    check(measure("-d", "2000", "-r", "100"))
