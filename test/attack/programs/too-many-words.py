for _ in range(30):
    print("1 " * 250_000)
