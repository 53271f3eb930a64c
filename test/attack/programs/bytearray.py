kept = bytearray(10**9)
