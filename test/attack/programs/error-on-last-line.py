from kit import answer

answer()
print("the end"
