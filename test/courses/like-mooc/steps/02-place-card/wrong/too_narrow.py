# The frame is as wide as the name alone.
def place_card(name):
    width = len(name)
    print("*" * width)
    print("*", name, "*")
    print("*" * width)


if __name__ == "__main__":
    place_card("Ada")
