from kit import answer_always

answer_always(b"*1\r\n" * 3000)
