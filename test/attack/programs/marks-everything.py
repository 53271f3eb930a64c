import kit

kit.set_marks(0xFF)
kit.answer_always(kit.answer_wrongly(b"PING"))
