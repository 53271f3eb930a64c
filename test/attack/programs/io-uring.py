import ctypes

from kit import answer, attempt, call

room = ctypes.create_string_buffer(256)
attempt("io_uring", call, "io_uring_setup", 8, ctypes.addressof(room))
answer()
