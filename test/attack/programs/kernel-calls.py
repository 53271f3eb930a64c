from kit import answer, attempt, call

for name in ("bpf", "userfaultfd", "keyctl", "add_key", "request_key", "perf_event_open", "init_module", "kexec_load", "reboot", "open_by_handle_at"):
    attempt(name, call, name, 0, 0, 0, 0, 0)
attempt("reboot with its magic", call, "reboot", 0xFEE1DEAD, 672274793, 0x01234567, 0)
attempt("shared memory of System V", call, "shmget", 0, 4096, 0o1600)
answer()
