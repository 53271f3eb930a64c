# Forgets the comma.
def greeting(name: str) -> str:
    return f"Hello {name}!"
