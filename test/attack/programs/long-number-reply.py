from kit import answer_always

answer_always(b":" + b"9" * 500_000 + b"\r\n")
