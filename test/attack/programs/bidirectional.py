from kit import answer

print("user\u202e = nimda\u202c \u2066isolate\u2069 \u200fmark\u200e zero\u200bwidth \ufeffbom \u2028line \U000e0041tag")
answer()
