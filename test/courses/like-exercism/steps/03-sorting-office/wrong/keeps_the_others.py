# Keeps the parcels that are not wanted.
from collections import Counter


def sift(parcels, wanted):
    return [parcel for parcel in parcels if not wanted(parcel)]


def tally(parcels, shelf):
    return Counter(shelf(parcel) for parcel in parcels)
