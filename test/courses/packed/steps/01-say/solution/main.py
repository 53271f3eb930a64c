import sys

from clean_words import clean
from roman_digits import roman

print(roman(int(clean(sys.argv[1]))))
