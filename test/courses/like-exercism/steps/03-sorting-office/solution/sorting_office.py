from collections import Counter


def sift(parcels, wanted):
    return [parcel for parcel in parcels if wanted(parcel)]


def tally(parcels, shelf):
    return Counter(shelf(parcel) for parcel in parcels)
