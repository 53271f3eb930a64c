# Returns the card and prints nothing.
def place_card(name):
    line = "*" * (len(name) + 4)
    return f"{line}\n* {name} *\n{line}\n"
