"""Written by test/unit/sandbox/seccomp.test.ts (CODEALONG_WRITE=1) from src/sandbox/seccomp.ts and src/sandbox/spec.ts, which say why."""

from __future__ import annotations

#: The index of an argument, a mask, a value: true if the argument, after the mask, equals the value. 64 bits.
Argument = tuple[int, int, int]


class Machine:
    """No NamedTuple: process 1 of the sandbox imports this, and stays small without the module typing."""

    def __init__(
        self,
        audit: int,
        seccomp: int,
        clone: int,
        socket: int,
        allowed: tuple[tuple[int, int], ...],
        tested: dict[int, tuple[Argument, ...]],
        absent: dict[str, int],
        newest: int,
        refused: dict[str, int],
    ) -> None:
        #: The kernel's word for its own calls, AUDIT_ARCH_*. A process may make calls of other machines as well.
        self.audit = audit
        #: The numbers of three calls that are made by number.
        self.seccomp, self.clone, self.socket = seccomp, clone, socket
        #: First and last number of each row of allowed calls.
        self.allowed = allowed
        #: Calls that are allowed if one of the tests is true.
        self.tested = tested
        #: Numbers of the calls that are answered as if the kernel did not have them.
        self.absent = absent
        #: The highest number of the list. What is newer is answered like an absent call.
        self.newest = newest
        #: Numbers of all other calls that were known when this was written.
        self.refused = refused


#: The number of each limit of a process, by its name in lower case.
ULIMIT_NUMBERS = {
    "core": 4, "nofile": 7, "fsize": 1, "memlock": 8, "msgqueue": 12, "sigpending": 11, "stack": 3, "locks": 10, "rtprio": 14, "nice": 13,
}  # fmt: skip
#: Bytes, counts or seconds, by the number of the limit.
ULIMITS = {
    4: 0, 7: 4096, 1: 67108864, 8: 65536, 12: 819200, 11: 4096, 3: 8388608, 10: 1024, 14: 0, 13: 0,
}  # fmt: skip

X86_64 = Machine(
    audit=0xC000003E,
    seccomp=317,
    clone=56,
    socket=41,
    allowed=(
        (0, 28), (32, 40), (42, 52), (54, 55), (57, 63), (72, 100), (102, 102), (104, 133), (137, 138), (140, 152), (157, 158), (160, 160),
        (162, 162), (186, 205), (211, 211), (213, 219), (221, 226), (228, 235), (240, 245), (247, 247), (251, 255), (257, 271), (273, 278),
        (280, 297), (299, 299), (302, 302), (306, 307), (309, 309), (314, 319), (322, 322), (324, 332), (334, 334), (424, 424), (434, 434),
        (436, 437), (439, 439), (441, 441), (444, 446), (449, 449), (451, 456), (462, 462),
    ),
    tested={
        56: ((0, 0x7E020000, 0),),
        135: ((0, 0xFFFFFFFFFFFFFFFF, 0), (0, 0xFFFFFFFFFFFFFFFF, 4294967295),),
        41: ((0, 0xFFFFFFFFFFFFFFFF, 1), (0, 0xFFFFFFFFFFFFFFFF, 2), (0, 0xFFFFFFFFFFFFFFFF, 10), (0, 0xFFFFFFFFFFFFFFFF, 16),),
        53: ((0, 0xFFFFFFFFFFFFFFFF, 1),),
    },
    absent={
        "clone3": 435, "listmount": 458, "lsm_get_self_attr": 459, "lsm_list_modules": 461, "lsm_set_self_attr": 460, "set_mempolicy_home_node": 450,
        "statmount": 457,
    },
    newest=462,
    refused={
        "_sysctl": 156, "acct": 163, "add_key": 248, "adjtimex": 159, "afs_syscall": 183, "bpf": 321, "chroot": 161, "clock_adjtime": 305,
        "clock_settime": 227, "create_module": 174, "delete_module": 176, "fanotify_init": 300, "fanotify_mark": 301, "finit_module": 313,
        "fsconfig": 431, "fsmount": 432, "fsopen": 430, "fspick": 433, "get_kernel_syms": 177, "get_mempolicy": 239, "getpmsg": 181,
        "init_module": 175, "io_cancel": 210, "io_destroy": 207, "io_getevents": 208, "io_pgetevents": 333, "io_setup": 206, "io_submit": 209,
        "io_uring_enter": 426, "io_uring_register": 427, "io_uring_setup": 425, "ioperm": 173, "iopl": 172, "kcmp": 312, "kexec_file_load": 320,
        "kexec_load": 246, "keyctl": 250, "lookup_dcookie": 212, "mbind": 237, "memfd_secret": 447, "migrate_pages": 256, "modify_ldt": 154,
        "mount": 165, "mount_setattr": 442, "move_mount": 429, "move_pages": 279, "msgctl": 71, "msgget": 68, "msgrcv": 70, "msgsnd": 69,
        "name_to_handle_at": 303, "nfsservctl": 180, "open_by_handle_at": 304, "open_tree": 428, "perf_event_open": 298, "pidfd_getfd": 438,
        "pivot_root": 155, "process_madvise": 440, "process_mrelease": 448, "process_vm_readv": 310, "process_vm_writev": 311, "ptrace": 101,
        "putpmsg": 182, "query_module": 178, "quotactl": 179, "quotactl_fd": 443, "reboot": 169, "request_key": 249, "security": 185, "semctl": 66,
        "semget": 64, "semop": 65, "semtimedop": 220, "set_mempolicy": 238, "setdomainname": 171, "sethostname": 170, "setns": 308,
        "settimeofday": 164, "shmat": 30, "shmctl": 31, "shmdt": 67, "shmget": 29, "swapoff": 168, "swapon": 167, "sysfs": 139, "syslog": 103,
        "tuxcall": 184, "umount2": 166, "unshare": 272, "uselib": 134, "userfaultfd": 323, "ustat": 136, "vhangup": 153, "vserver": 236,
    },
)  # fmt: skip

AARCH64 = Machine(
    audit=0xC00000B7,
    seccomp=277,
    clone=220,
    socket=198,
    allowed=(
        (5, 17), (19, 38), (43, 50), (52, 57), (59, 59), (61, 88), (90, 91), (93, 96), (98, 103), (107, 111), (113, 115), (118, 141), (143, 160),
        (163, 169), (172, 185), (200, 216), (221, 223), (226, 234), (240, 240), (242, 243), (260, 261), (267, 267), (269, 269), (274, 279),
        (281, 281), (283, 291), (293, 293), (424, 424), (434, 434), (436, 437), (439, 439), (441, 441), (444, 446), (449, 449), (451, 456),
        (462, 462),
    ),
    tested={
        220: ((0, 0x7E020000, 0),),
        92: ((0, 0xFFFFFFFFFFFFFFFF, 0), (0, 0xFFFFFFFFFFFFFFFF, 4294967295),),
        198: ((0, 0xFFFFFFFFFFFFFFFF, 1), (0, 0xFFFFFFFFFFFFFFFF, 2), (0, 0xFFFFFFFFFFFFFFFF, 10), (0, 0xFFFFFFFFFFFFFFFF, 16),),
        199: ((0, 0xFFFFFFFFFFFFFFFF, 1),),
    },
    absent={
        "clone3": 435, "listmount": 458, "lsm_get_self_attr": 459, "lsm_list_modules": 461, "lsm_set_self_attr": 460, "set_mempolicy_home_node": 450,
        "statmount": 457,
    },
    newest=462,
    refused={
        "acct": 89, "add_key": 217, "adjtimex": 171, "bpf": 280, "chroot": 51, "clock_adjtime": 266, "clock_settime": 112, "delete_module": 106,
        "fanotify_init": 262, "fanotify_mark": 263, "finit_module": 273, "fsconfig": 431, "fsmount": 432, "fsopen": 430, "fspick": 433,
        "get_mempolicy": 236, "init_module": 105, "io_cancel": 3, "io_destroy": 1, "io_getevents": 4, "io_pgetevents": 292, "io_setup": 0,
        "io_submit": 2, "io_uring_enter": 426, "io_uring_register": 427, "io_uring_setup": 425, "kcmp": 272, "kexec_file_load": 294,
        "kexec_load": 104, "keyctl": 219, "lookup_dcookie": 18, "mbind": 235, "memfd_secret": 447, "migrate_pages": 238, "mount": 40,
        "mount_setattr": 442, "move_mount": 429, "move_pages": 239, "msgctl": 187, "msgget": 186, "msgrcv": 188, "msgsnd": 189,
        "name_to_handle_at": 264, "nfsservctl": 42, "open_by_handle_at": 265, "open_tree": 428, "perf_event_open": 241, "pidfd_getfd": 438,
        "pivot_root": 41, "process_madvise": 440, "process_mrelease": 448, "process_vm_readv": 270, "process_vm_writev": 271, "ptrace": 117,
        "quotactl": 60, "quotactl_fd": 443, "reboot": 142, "request_key": 218, "semctl": 191, "semget": 190, "semop": 193, "semtimedop": 192,
        "set_mempolicy": 237, "setdomainname": 162, "sethostname": 161, "setns": 268, "settimeofday": 170, "shmat": 196, "shmctl": 195, "shmdt": 197,
        "shmget": 194, "swapoff": 225, "swapon": 224, "syslog": 116, "umount2": 39, "unshare": 97, "userfaultfd": 282, "vhangup": 58,
    },
)  # fmt: skip

MACHINES = {"x86_64": X86_64, "aarch64": AARCH64}
