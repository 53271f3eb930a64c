import sys

from clean_words import clean

print(clean(sys.argv[1]))
