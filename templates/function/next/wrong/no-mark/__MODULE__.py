# Forgets the exclamation mark.
def shout(text: str) -> str:
    return text.upper()
