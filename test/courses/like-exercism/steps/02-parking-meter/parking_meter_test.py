import unittest
from functools import partial

from codealong import solution

ParkingMeter = partial(solution.new, "parking_meter:ParkingMeter")


class ParkingMeterTest(unittest.TestCase):
    def test_new_meter_has_no_time(self):
        """A new meter has no time left"""
        meter = ParkingMeter()
        meter.switch_on()
        self.assertEqual(meter.minutes, 0)

    def test_coins_buy_minutes(self):
        """Coins buy minutes"""
        meter = ParkingMeter()
        meter.switch_on()
        meter.insert(50)
        meter.insert(20)
        self.assertEqual(meter.minutes, 14)

    def test_can_spend_minutes(self):
        """Minutes can be spent"""
        meter = ParkingMeter()
        meter.switch_on()
        meter.insert(100)
        meter.spend(15)
        self.assertEqual(meter.minutes, 5)

    def test_meters_do_not_share_their_time(self):
        """Each meter has a time of its own"""
        first, second = ParkingMeter(), ParkingMeter()
        first.switch_on()
        first.insert(50)
        self.assertEqual(second.minutes, 0)

    def test_meter_that_is_off_takes_no_coin(self):
        """A meter that is off takes no coin"""
        meter = ParkingMeter()
        meter.switch_on()
        meter.switch_off()
        with self.assertRaises(ValueError) as err:
            meter.insert(50)
        self.assertEqual(type(err.exception), ValueError)
        self.assertEqual(err.exception.args[0], "meter is off")

    def test_coin_must_be_positive(self):
        """A coin is worth something"""
        meter = ParkingMeter()
        meter.switch_on()
        with self.assertRaises(ValueError) as err:
            meter.insert(-5)
        self.assertEqual(err.exception.args[0], "coin must be positive")

    def test_cannot_spend_more_than_there_is(self):
        """Nobody spends more than there is"""
        meter = ParkingMeter()
        meter.switch_on()
        meter.insert(25)
        with self.assertRaisesRegex(ValueError, "^time is up$"):
            meter.spend(6)
