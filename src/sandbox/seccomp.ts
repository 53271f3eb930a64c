/**
 * The system calls that a sandbox may make: an allow-list of our own. It has what Python programs, servers and threads need, and nothing
 * that reaches the host: no AF_VSOCK (docs/engine-traps.md, "AF_VSOCK reaches the host"), AF_ALG or AF_PACKET, no io_uring, keyctl,
 * userfaultfd, bpf, perf, mounts, modules, clocks or new namespaces. It has no System V memory or queues either: they outlive their
 * program. Any other call fails with EPERM.
 *
 * It is in force twice: the engine gets it as a profile, and the runner sets it from inside (`docker/runner/shut.py`), since not every
 * engine takes a profile. What the runner needs for that is made of this file (`test/support/runner-calls.ts`).
 */
const FILES =
  'access chdir chmod chown close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64 fallocate fchdir ' +
  'fchmod fchmodat fchmodat2 fchown fchownat fcntl fcntl64 fdatasync fgetxattr flistxattr flock fremovexattr fsetxattr fstat fstat64 ' +
  'fstatat64 fstatfs fstatfs64 fsync ftruncate ftruncate64 futimesat getcwd getdents getdents64 getxattr inotify_add_watch ' +
  'inotify_init inotify_init1 inotify_rm_watch ioctl lchown lgetxattr link linkat listxattr llistxattr lremovexattr lseek ' +
  'lsetxattr lstat lstat64 memfd_create mkdir mkdirat mknod mknodat newfstatat open openat openat2 pipe pipe2 pread64 preadv preadv2 ' +
  'pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv removexattr rename renameat renameat2 rmdir sendfile ' +
  'sendfile64 setxattr splice stat stat64 statfs statfs64 statx symlink symlinkat sync sync_file_range syncfs tee truncate ' +
  'truncate64 umask unlink unlinkat utime utimensat utimes vmsplice write writev _llseek cachestat';

const MEMORY =
  'brk madvise membarrier mincore mlock mlock2 mlockall mmap mmap2 mprotect mremap msync munlock munlockall munmap map_shadow_stack ' +
  'mseal pkey_alloc pkey_free pkey_mprotect remap_file_pages mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend mq_unlink';

const PROCESSES =
  'alarm arch_prctl capget capset execve execveat exit exit_group fork vfork get_robust_list set_robust_list get_thread_area ' +
  'set_thread_area getegid geteuid getgid getgroups getpgid getpgrp getpid getppid getpriority getresgid getresuid getrlimit ' +
  'getrusage getsid gettid getuid ioprio_get ioprio_set kill nice pause pidfd_open pidfd_send_signal prctl ' +
  'prlimit64 restart_syscall rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend ' +
  'rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr sched_getparam ' +
  'sched_getscheduler sched_rr_get_interval sched_setaffinity sched_setattr sched_setparam sched_setscheduler sched_yield ' +
  'set_tid_address setfsgid setfsuid setgid setgroups setitimer getitimer setpgid setpriority setregid setresgid setresuid ' +
  'setreuid setrlimit setsid setuid sigaltstack signalfd signalfd4 sigreturn tgkill tkill uname wait4 waitid waitpid getcpu ' +
  'getrandom sysinfo times futex futex_waitv futex_wait futex_wake futex_requeue landlock_create_ruleset landlock_add_rule ' +
  'landlock_restrict_self seccomp';

const TIME =
  'clock_getres clock_gettime clock_nanosleep gettimeofday nanosleep time timer_create timer_delete timer_getoverrun ' +
  'timer_gettime timer_settime timerfd_create timerfd_gettime timerfd_settime';

const NETWORK =
  'accept accept4 bind connect epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait ' +
  'epoll_wait_old eventfd eventfd2 getpeername getsockname getsockopt listen poll ppoll pselect6 recv recvfrom recvmmsg recvmsg ' +
  'select _newselect send sendmmsg sendmsg sendto setsockopt shutdown';

/** Not for a sandbox, and so new that programs expect them to be missing. The answer of a runtime that does not know them is the same. */
const MISSING = 'set_mempolicy_home_node statmount listmount lsm_get_self_attr lsm_set_self_attr lsm_list_modules';

/** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK (name look-ups ask it for the interfaces). */
const FAMILIES = [1, 2, 10, 16];

/** All CLONE_NEW* flags. CLONE_NEWTIME is a bit of the signal number that `clone` also takes in its flags. */
const NEW_NAMESPACES = 0x7e020000;

const EPERM = 1;
const ENOSYS = 38;
const ANY_PERSONALITY_QUERY = 0xffffffff;

/** What is answered to the named calls, if all arguments are as they should be. The rules of one call are alternatives. */
export interface CallRule {
  readonly names: readonly string[];
  readonly action: 'SCMP_ACT_ALLOW' | 'SCMP_ACT_ERRNO';
  readonly errnoRet?: number;
  readonly args?: readonly Argument[];
}

interface Argument {
  /** From 0. */
  readonly index: number;
  readonly value: number;
  /** Of `SCMP_CMP_MASKED_EQ`, whose mask is `value`. */
  readonly valueTwo: number;
  readonly op: 'SCMP_CMP_EQ' | 'SCMP_CMP_MASKED_EQ';
}

/** The profile, in the form of a `seccomp=` security option. */
export function seccompProfile(): string {
  return JSON.stringify({
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: EPERM,
    archMap: ARCHITECTURES,
    syscalls: callRules(),
  });
}

const ARCHITECTURES = [
  { architecture: 'SCMP_ARCH_X86_64', subArchitectures: [] },
  { architecture: 'SCMP_ARCH_AARCH64', subArchitectures: [] },
];

export function callRules(): readonly CallRule[] {
  const names = [FILES, MEMORY, PROCESSES, TIME, NETWORK].join(' ').split(' ');
  return [
    { names, action: 'SCMP_ACT_ALLOW' },
    // The flags of clone3 lie in memory, where no filter can look. On ENOSYS glibc falls back to clone.
    { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: ENOSYS },
    { names: MISSING.split(' '), action: 'SCMP_ACT_ERRNO', errnoRet: ENOSYS },
    { names: ['clone'], action: 'SCMP_ACT_ALLOW', args: [masked(0, NEW_NAMESPACES, 0)] },
    { names: ['personality'], action: 'SCMP_ACT_ALLOW', args: [equal(0, 0)] },
    { names: ['personality'], action: 'SCMP_ACT_ALLOW', args: [equal(0, ANY_PERSONALITY_QUERY)] },
    ...FAMILIES.map((family): CallRule => ({ names: ['socket'], action: 'SCMP_ACT_ALLOW', args: [equal(0, family)] })),
    { names: ['socketpair'], action: 'SCMP_ACT_ALLOW', args: [equal(0, 1)] },
  ];
}

function equal(index: number, value: number): Argument {
  return { index, value, valueTwo: 0, op: 'SCMP_CMP_EQ' };
}

/** True when the argument, after the mask, equals the value. */
function masked(index: number, mask: number, value: number): Argument {
  return { index, value: mask, valueTwo: value, op: 'SCMP_CMP_MASKED_EQ' };
}
