import kit

while kit.marks() is not None:
    print("x" * 100_000)
kit.answer_always(kit.answer_wrongly(b"PING"))
