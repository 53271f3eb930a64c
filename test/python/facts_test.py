"""docker/runner/facts.py, with files in the form in which the kernel writes them."""

import tempfile
import unittest
from pathlib import Path

import place

from runner import confinement, facts, tried_calls
from runner.allowed_calls import ULIMIT_NUMBERS

FIXTURES = place.TEST / "fixtures" / "facts"
NOWHERE = Path("/nonexistent")


class Limits(unittest.TestCase):
    def test_version_1_is_read(self) -> None:
        found = facts.limits(FIXTURES / "v1", NOWHERE)
        self.assertEqual(found, {"cgroup": 1, "memory_mb": 128.0, "swap_mb": 0.0, "pids": 50, "cpus": 0.5})

    def test_version_2_is_read(self) -> None:
        found = facts.limits(FIXTURES / "v2", NOWHERE)
        self.assertEqual(found, {"cgroup": 2, "memory_mb": 128.0, "swap_mb": 64.0, "pids": 50, "cpus": 0.25})

    def test_no_limit_is_none_in_both_versions(self) -> None:
        for version, name in ((1, "v1-unlimited"), (2, "v2-unlimited")):
            found = facts.limits(FIXTURES / name, FIXTURES / "swap-on")
            self.assertEqual(
                found, {"cgroup": version, "memory_mb": None, "swap_mb": None, "pids": None, "cpus": None}, name
            )

    def test_a_machine_without_swap_gives_none_away(self) -> None:
        self.assertEqual(facts.limits(FIXTURES / "v1-unlimited", FIXTURES / "swap-off")["swap_mb"], 0)

    def test_no_files_at_all_are_no_limits(self) -> None:
        found = facts.limits(NOWHERE, FIXTURES / "swap-on")
        self.assertEqual({found[name] for name in ("memory_mb", "swap_mb", "pids", "cpus")}, {None})


class Network(unittest.TestCase):
    def test_a_sandbox_has_itself_only(self) -> None:
        found = facts.network(FIXTURES / "none" / "proc", FIXTURES / "none" / "interfaces")
        self.assertEqual(
            found, {"interfaces": ["lo"], "idle_interfaces": ["tunl0"], "routes": 0, "ipv6_loopback": True}
        )

    def test_a_network_and_its_ways_out_are_seen(self) -> None:
        found = facts.network(FIXTURES / "bridge" / "proc", FIXTURES / "bridge" / "interfaces")
        self.assertEqual(
            found, {"interfaces": ["eth0", "lo"], "idle_interfaces": [], "routes": 3, "ipv6_loopback": False}
        )

    def test_an_interface_whose_state_is_unknown_counts_as_up(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "eth9").mkdir()
            self.assertEqual(facts.network(NOWHERE, Path(folder))["interfaces"], ["eth9"])


class Capabilities(unittest.TestCase):
    def test_none_is_none(self) -> None:
        self.assertEqual(facts.capabilities({"CapBnd": "0000000000000000"}), "0" * 16)

    def test_one_in_any_set_is_seen(self) -> None:
        self.assertEqual(facts.capabilities({"CapBnd": "2000", "CapEff": "1"}), "0000000000002001")


class Here(unittest.TestCase):
    def test_everything_is_said_also_where_nothing_is_limited(self) -> None:
        calls = tried_calls.some()
        found = facts.read(confinement.of_process(confinement.status(), calls), calls)
        self.assertEqual(set(found["ulimits"]), set(ULIMIT_NUMBERS))
        self.assertEqual(set(found["calls"]), {*tried_calls.TRIED, "socket 40"})
        self.assertEqual(set(found["tmpfs"]), set(facts.TMPFS))
        self.assertIn("lo", found["interfaces"] + found["idle_interfaces"])


if __name__ == "__main__":
    unittest.main()
