import sys

from kit import answer

sys.stdout.write("x" * 10**7)
print()
answer()
