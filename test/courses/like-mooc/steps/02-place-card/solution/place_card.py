def place_card(name):
    width = len(name) + 4
    print("*" * width)
    print("*", name, "*")
    print("*" * width)


if __name__ == "__main__":
    place_card("Ada")
