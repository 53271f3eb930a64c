from kit import serve

print("x" * 200_000)
serve()
