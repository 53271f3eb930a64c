import unittest

from codealong import program


def output_of(*values: object) -> str:
    """What the program prints when these are typed, and then an empty line."""
    return program.run(input="".join(f"{value}\n" for value in (*values, ""))).text


class TemperaturesTest(unittest.TestCase):
    def test_1_none(self):
        """Knows that there was none"""
        self.assertIn("Values: 0", output_of())

    def test_2_one(self):
        """Prints how many there were, and the highest"""
        output = output_of(7)
        self.assertIn("Values: 1", output)
        self.assertEqual(output.splitlines()[-1:], ["Highest: 7"])

    def test_3_several(self):
        """Finds the highest of several"""
        for values, highest in (((3, 21, 8), 21), ((-5, -2, -30), -2), ((9, 8, 7), 9)):
            with self.subTest(values=values):
                self.assertEqual(output_of(*values).splitlines()[-1:], [f"Highest: {highest}"])

    def test_4_too_cold(self):
        """Does not count what is too cold"""
        output = output_of(12, -273, 21)
        self.assertIn("That is too cold", output)
        self.assertIn("Values: 2", output)
