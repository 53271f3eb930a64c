class ParkingMeter:
    pass
