import { type CallRule, callRules } from '../../src/sandbox/seccomp';
import { ULIMITS } from '../../src/sandbox/spec';
import { read } from './run';

/** The machines that an image is built for: the kernel's word for calls of such a machine (AUDIT_ARCH_*), and the column of its numbers. */
const MACHINES = [
  { machine: 'x86_64', audit: 0xc000003e, column: 1 },
  { machine: 'aarch64', audit: 0xc00000b7, column: 2 },
] as const;
/** The numbers of the limits, which are the same on both (asm-generic/resource.h). */
const LIMITS =
  'cpu fsize data stack core rss nproc nofile memlock as locks sigpending msgqueue nice rtprio rttime'.split(' ');
/** The one error that a rule may name, since the runner's filter has no other beside EPERM. */
export const ENOSYS = 38;
const ALL_BITS = 0xffffffffffffffffn;
const WIDTH = 150;

const HEAD = `"""Written by test/unit/sandbox/seccomp.test.ts (CODEALONG_WRITE=1) from src/sandbox/seccomp.ts and src/sandbox/spec.ts, which say why."""

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


`;

type Numbers = ReadonlyMap<string, number>;

/** The source of `docker/runner/allowed_calls.py`: the list of system calls in numbers, and the ulimits. */
export function runnerCalls(): string {
  const limits = ULIMITS.map(({ Name, Hard }) => `${LIMITS.indexOf(Name)}: ${Hard}`);
  const names = ULIMITS.map(({ Name }) => `"${Name}": ${LIMITS.indexOf(Name)}`);
  return [
    HEAD,
    '#: The number of each limit of a process, by its name in lower case.\n',
    `ULIMIT_NUMBERS = {\n${wrapped(names, '    ')}}  # fmt: skip\n`,
    '#: Bytes, counts or seconds, by the number of the limit.\n',
    `ULIMITS = {\n${wrapped(limits, '    ')}}  # fmt: skip\n\n`,
    ...MACHINES.map(({ machine, audit, column }) => machineSource(machine, audit, numbersOf(column))),
    `MACHINES = {${MACHINES.map(({ machine }) => `"${machine}": ${machine.toUpperCase()}`).join(', ')}}\n`,
  ].join('');
}

/** By name. A machine does not have every call. */
export function numbersOf(column: 1 | 2): Numbers {
  const rows = read('scripts/system-calls/numbers.tbl').split('\n').slice(1, -1);
  const cells = rows.map((row) => row.split(' '));
  return new Map(cells.filter((row) => row[column] !== '-').map((row) => [row[0] ?? '', Number(row[column])]));
}

function machineSource(machine: string, audit: number, numbers: Numbers): string {
  const rules = callRules().flatMap((rule) => rule.names.map((name) => ({ rule, number: numbers.get(name) })));
  const there = rules.filter((one): one is { rule: CallRule; number: number } => one.number !== undefined);
  const of = (is: (rule: CallRule) => boolean) => there.filter(({ rule }) => is(rule)).map(({ number }) => number);
  const plain = of(({ action, args }) => action === 'SCMP_ACT_ALLOW' && args === undefined);
  const tested = new Set(of(({ args }) => args !== undefined));
  const absent = new Set(of(({ errnoRet }) => errnoRet === ENOSYS));
  const named = new Set(there.map(({ number }) => number));
  const newest = Math.max(...named);
  const among = (is: (number: number) => boolean) =>
    [...numbers].filter(([, number]) => is(number)).map(([name, number]) => `"${name}": ${number}`);
  const tests = [...tested].map((call) => `${call}: (${there.flatMap(testsOf(call)).join(', ')},)`);
  return `${machine.toUpperCase()} = Machine(
    audit=0x${audit.toString(16).toUpperCase()},
    seccomp=${numbers.get('seccomp')},
    clone=${numbers.get('clone')},
    socket=${numbers.get('socket')},
    allowed=(
${wrapped(
  rowsOf(plain).map(([first, last]) => `(${first}, ${last})`),
  '        ',
)}    ),
    tested={
${tests.map((test) => `        ${test},\n`).join('')}    },
    absent={
${wrapped(
  among((number) => absent.has(number)),
  '        ',
)}    },
    newest=${newest},
    refused={
${wrapped(
  among((number) => !named.has(number)),
  '        ',
)}    },
)  # fmt: skip

`;
}

function testsOf(call: number): (one: { rule: CallRule; number: number }) => readonly string[] {
  return ({ rule, number }) =>
    number === call
      ? (rule.args ?? []).map(({ index, op, value, valueTwo }) =>
          op === 'SCMP_CMP_EQ'
            ? `(${index}, 0x${ALL_BITS.toString(16).toUpperCase()}, ${value})`
            : `(${index}, 0x${value.toString(16).toUpperCase()}, ${valueTwo})`,
        )
      : [];
}

/** First and last of each row of numbers without a gap. */
function rowsOf(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const rows: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const row = rows.at(-1);
    if (row !== undefined && row[1] >= number - 1) row[1] = number;
    else rows.push([number, number]);
  }
  return rows;
}

/** The items with a comma behind each, in lines of a bounded width. */
function wrapped(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (const item of items) {
    const longer = `${lines.at(-1) ?? ''} ${item},`;
    if (lines.length > 0 && longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(`${indent}${item},`);
  }
  return lines.map((line) => `${line}\n`).join('');
}
