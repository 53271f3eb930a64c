name = "José"
print(name)
