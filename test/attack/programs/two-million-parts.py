from kit import answer_always

answer_always(b"*2000000\r\n" + b"*0\r\n" * 1_900_000)
