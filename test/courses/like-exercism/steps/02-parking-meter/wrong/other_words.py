# Refuses in words of its own.
class ParkingMeter:
    def __init__(self):
        self.minutes = 0
        self._on = False

    def switch_on(self):
        self._on = True

    def switch_off(self):
        self._on = False

    def insert(self, cents):
        self._check_on()
        if cents <= 0:
            raise ValueError("coin must be positive")
        self.minutes += cents // 5

    def spend(self, minutes):
        self._check_on()
        if minutes > self.minutes:
            raise ValueError("not enough time")
        self.minutes -= minutes

    def _check_on(self):
        if not self._on:
            raise ValueError("meter is off")
