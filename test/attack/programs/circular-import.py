import first

print(first.NAME)
