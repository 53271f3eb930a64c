import slow

print(slow)
