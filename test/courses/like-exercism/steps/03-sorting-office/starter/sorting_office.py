def sift(parcels, wanted):
    pass


def tally(parcels, shelf):
    pass
