import { deepEqual, equal, ok } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { callRules, seccompProfile } from '../../../src/sandbox/seccomp';
import { ROOT, read } from '../../support/run';
import { ENOSYS, numbersOf, runnerCalls } from '../../support/runner-calls';

const FILE = 'docker/runner/allowed_calls.py';
/** Names that only a machine of 32 bits has. */
const OF_32_BITS =
  'fcntl64 fstat64 fstatat64 fstatfs64 ftruncate64 lstat64 sendfile64 stat64 statfs64 truncate64 _llseek mmap2 nice sigreturn waitpid recv _newselect send';

describe('The list of system calls', () => {
  it('is the same for the engine and for the runner (CODEALONG_WRITE=1 writes the runner’s)', () => {
    const source = runnerCalls();
    if (process.env.CODEALONG_WRITE === '1') writeFileSync(path.join(ROOT, FILE), source);
    equal(read(FILE), source);
  });

  it('has names that the kernel knows', () => {
    const known = new Set([...numbersOf(1).keys(), ...numbersOf(2).keys()]);
    const names = callRules().flatMap((rule) => rule.names);
    deepEqual(
      [...new Set(names)].filter((name) => !known.has(name)),
      OF_32_BITS.split(' '),
    );
  });

  it('tests one argument in a rule, as the runner takes the rules of a call for alternatives', () => {
    deepEqual(
      callRules().filter(({ args }) => args !== undefined && args.length !== 1),
      [],
    );
  });

  it('names no error but that of a missing call, since the runner’s filter knows no other', () => {
    const named = callRules().filter(({ action, errnoRet }) => action !== 'SCMP_ACT_ALLOW' || errnoRet !== undefined);
    deepEqual([...new Set(named.map(({ action, errnoRet }) => `${action} ${errnoRet}`))], [`SCMP_ACT_ERRNO ${ENOSYS}`]);
  });

  it('gives no two calls of a machine the same number', () => {
    for (const column of [1, 2] as const) {
      const numbers = [...numbersOf(column).values()];
      equal(new Set(numbers).size, numbers.length);
      ok(numbers.length > 300);
    }
  });

  it('refuses what is not on it, and names nothing that reaches the host', () => {
    const { defaultAction, defaultErrnoRet, syscalls } = JSON.parse(seccompProfile());
    deepEqual([defaultAction, defaultErrnoRet], ['SCMP_ACT_ERRNO', 1]);
    const names = new Set(syscalls.flatMap((rule: { readonly names: readonly string[] }) => rule.names));
    const never = 'io_uring_setup keyctl add_key bpf userfaultfd perf_event_open unshare setns mount ptrace shmget';
    deepEqual(
      never.split(' ').filter((name) => names.has(name)),
      [],
    );
  });
});
