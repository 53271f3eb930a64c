import sys

sys.stdout.write(" ".join(str(number + (number > 999_990)) for number in range(1_000_000)))
