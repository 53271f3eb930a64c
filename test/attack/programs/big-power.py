print(len(str(10**10**8)))
