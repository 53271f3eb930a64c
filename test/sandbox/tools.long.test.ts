import { deepEqual, equal, match } from 'node:assert/strict';
import { nothingIsLeft } from '../support/containers';
import { reportOf, toldOf } from '../support/small-course';

const HEAD = `import os
import pathlib
import subprocess

import pytest

from codealong import program, rng, solution, tools


def started(**env):
    shell = program.start(env={"PATH": tools.search_path, **env})
    shell.read_until("> ")
    return shell


def said(shell, line):
    shell.send(line + "\\n")
    return shell.read_until("> ").decode().removesuffix("> ")


`;

/** Runs commands, with quotes, \`exit\`, \`type\` and the code of the last command. */
const SHELL = `import os
import shlex
import shutil
import subprocess

last = 0
while True:
    try:
        words = shlex.split(input("> "))
    except EOFError:
        break
    if not words:
        continue
    if words[0] == "exit":
        raise SystemExit(int(words[1]) if words[1:] else last)
    if words[0] == "code":
        print(last)
    elif words[0] == "type":
        print(shutil.which(words[1]) or f"{words[1]} is nowhere")
    elif words[0] == "home":
        print(os.environ["HOME"])
    elif shutil.which(words[0]):
        last = subprocess.run(words).returncode
    else:
        last = 127
        print(f"no program {words[0]}")
`;

const judged = async (suite: string, program = SHELL, more: Readonly<Record<string, string>> = {}) =>
  reportOf({ program, suite: { 'test_it.py': HEAD + suite, ...more } });

describe('A program that runs programs', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('finds the suite’s own on its PATH, with arguments, exit codes, output and input', async () => {
    const report = await judged(
      `def test_arguments():
    name = f"count{rng.randrange(10**6)}"
    path = tools.add(name, '#!/bin/sh\\necho "$0 has $#: $1"\\nexit 3\\n')
    shell = started()
    assert said(shell, f"{name} 'a b' c") == f"{path} has 2: a b\\n"
    assert said(shell, "code") == "3\\n"
    assert said(shell, f"type {name}") == path + "\\n"
    shell.send("exit\\n")
    shell.expect_exit(3)


def test_python():
    tools.add("double it", "#!/usr/bin/env python3\\nimport sys\\nprint(2 * int(sys.argv[1]))\\n")
    assert said(started(), '"double it" 21') == "42\\n"


def test_binary():
    tools.add("hello", pathlib.Path("/bin/echo"))
    assert said(started(), "hello you") == "you\\n"


def test_file_of_the_step():
    tools.add("greet", pathlib.Path(__file__).with_name("greet.sh"))
    assert said(started(), "greet") == "hello from the step\\n"


def test_several_folders():
    tools.add("first/pick", "#!/bin/sh\\necho first\\n", executable=False)
    tools.add("second/pick", "#!/bin/sh\\necho second\\n")
    tools.add("third/pick", "#!/bin/sh\\necho third\\n")
    path = ":".join(f"{tools.path}/{name}" for name in ("first", "second", "third"))
    assert said(started(PATH=f"{path}:/bin"), "pick") == "second\\n"


def test_on_a_terminal():
    tools.add("greet", "#!/bin/sh\\ntest -t 1 && echo a terminal\\n")
    shell = program.start(tty=True, env={"PATH": tools.search_path})
    shell.send("greet\\n")
    shell.read_until("a terminal")


def test_run():
    tools.add("greet", "#!/bin/sh\\necho hello $1\\n")
    done = program.run(input="greet Ada\\ncode", env={"PATH": tools.search_path})
    assert (done.text, done.exit_code) == ("> hello Ada\\n> 0\\n> ", 0)


def test_replaced_and_restarted():
    tools.add("greet", "#!/bin/sh\\necho one\\n")
    shell = started(HOME="/nowhere")
    assert said(shell, "greet") == "one\\n"
    tools.add("greet", "#!/bin/sh\\necho two\\n")
    shell.restart()
    shell.read_until("> ")
    assert said(shell, "greet") == "two\\n"
    assert said(shell, "home") == "/nowhere\\n"


def test_nothing_is_left():
    assert os.listdir(tools.path) == []
    assert said(started(), "greet") == "no program greet\\n"
`,
      SHELL,
      { 'greet.sh': '#!/bin/sh\necho hello from the step\n' },
    );
    deepEqual(
      toldOf(report).filter((line) => !line.endsWith(': passed')),
      [],
    );
    equal(report.tests.length, 9);
  });

  it('sees the variables that the suite sets beside its own, and so does a learner who reads what was tried', async () => {
    const report = await judged(
      `def test_it():
    done = program.run("x y", env={"COLOUR": "dark red", "LANG": "de"})
    assert done.text == "dark red, de, /tmp, /usr/local/bin:/usr/bin:/bin\\n"
    assert program.run(env={}).text == "none, C.UTF-8, /tmp, /usr/local/bin:/usr/bin:/bin\\n"
    assert program.run(env={"COLOUR": "ü"}).text == "blue"
`,
      'import os\nget = os.environ.get\nprint(get("COLOUR", "none"), get("LANG"), get("HOME"), get("PATH"), sep=", ")\n',
    );
    const [test] = report.tests;
    equal(test?.actual, "'ü, C.UTF-8, /tmp, /usr/local/bin:/usr/bin:/bin\\n'");
    match(test?.transcript ?? '', /COLOUR='dark red' LANG=de python3 main\.py 'x y' started/);
    match(test?.message ?? '', /./);
  });

  it('does not change the suite’s programs, and runs nothing that it has written itself', async () => {
    const report = await judged(
      `def test_it():
    path = tools.add("greet", "#!/bin/sh\\necho hello\\n")
    tried = program.run(path).text.split()
    assert tried == ["PermissionError"] * 3
    assert subprocess.run([path], capture_output=True).stdout == b"hello\\n"
`,
      `import os, shutil, subprocess, sys
shutil.copy(sys.argv[1], "/tmp/own")
os.chmod("/tmp/own", 0o755)
for way in (lambda: open(sys.argv[1], "w"), lambda: open(sys.argv[1] + "2", "w"), lambda: subprocess.run(["/tmp/own"])):
    try:
        print(way())
    except OSError as error:
        print(type(error).__name__)
`,
    );
    deepEqual(toldOf(report), ['test_it: passed']);
  });
});

describe('A suite that starts a program wrongly', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  for (const [name, line, words] of [
    ['with a variable of the loader', 'program.start(env={"LD_PRELOAD": "/x.so"})', /env cannot set LD_PRELOAD/],
    ['with one of Python', 'program.run(env={"PYTHONPATH": "/tmp"})', /env cannot set PYTHONPATH/],
    ['with one of a shell', 'program.run(env={"BASH_ENV": "/tmp/x"})', /env cannot set BASH_ENV/],
    ['with an odd name', 'program.run(env={"A=B": "1"})', /"?'A=B' in env is not the name of a variable/],
    ['with a number', 'program.run(env={"A": 1})', /the value of A in env is 1, which is not a str/],
    ['with too many variables', 'program.run(env={f"A{n}": "" for n in range(65)})', /65 variables; 64 are allowed/],
    ['with too large a variable', 'program.run(env={"A": "x" * 70000})', /bytes; 60000 are allowed/],
    ['with too large an argument', 'program.run("\\\\u1234" * 11000)', /bytes; 60000 are allowed/],
    ['with a zero byte', 'program.run("a\\\\0b")', /an argument of the program has a zero byte/],
    ['with half a character', 'program.run(env={"A": "\\\\ud800"})', /the value of A in env has half a character/],
    ['with a tool outside the folder', 'tools.add("../x", "")', /'\.\.\/x' is not the name of a tool/],
    ['with a tool that is too large', 'tools.add("x", bytes(5 * 2**20))', /No space left on device/],
  ] as const)
    it(`is told that it is at fault: ${name}`, async () => {
      const suite = `def test_it():\n    ${line.replaceAll('\\\\', '\\')}\n\n\ndef test_next():\n    tools.add("x", "#!/bin/sh\\n")\n    assert program.run(input="x\\ncode\\n", env={"PATH": tools.search_path}).text == "> > 0\\n> "\n`;
      const report = await judged(suite);
      equal(report.reason, 'suite-error');
      match(report.tests[0]?.message ?? '', words);
      equal(report.tests[1]?.outcome, 'passed');
    });

  it('is told so, or fails in words, if a name has a zero byte', async () => {
    const report = await judged('def test_it():\n    program.write_file("a\\0b", "x")\n');
    equal(report.outcome, 'failed');
    match(report.tests[0]?.message ?? '', /null (?:byte|character)/);
  });
});
