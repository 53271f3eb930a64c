# Counts the parcels, whatever shelf they belong on.
from collections import Counter


def sift(parcels, wanted):
    return [parcel for parcel in parcels if wanted(parcel)]


def tally(parcels, shelf):
    return Counter(parcels)
