import { runPython } from '../support/python';

const SUITES: Readonly<Record<string, string>> = {
  output_test: 'the output of programs is kept whole up to 1 MB, and cut in the middle beyond',
  sweep_test: 'the sweep removes every file of a test and follows no link',
  holds_test: 'what a fixture of wider scope has written stays as long as the fixture, and nothing else does',
  kin_test: 'the family of a program is found by parents and sessions',
  watchdog_test:
    'a grader that is blocked is ended by its watchdog, which says what is missing, and any other is left alone',
  cgroup_test: 'the kernel’s counters are read in both versions of control groups',
  facts_test: 'the limits of the kernel are read in both versions of control groups, and the network with them',
  probe_test: 'the doctor’s probe names each folder that can be written, and no other',
  values_test: 'only plain values cross between the tests and the program, and they arrive exactly',
  stacks_test: 'a program’s report of where it stands is believed only as far as it can be true',
  sockets_test: 'the kernel is asked who listens and who was accepted, and its files are read where it does not answer',
  refused_test: 'what the machine refuses the grader is told as that, after some patience',
  reach_test: 'what a failing test should have reached is told where it says something, and nowhere else',
  line_map_test: 'the lines that a traced program reaches are marked whatever ends it, and it can mark nothing else',
  coverage_test: 'the lines that each test has reached are told, and those that there are to reach, within a bound',
  show_test: 'values are shown exactly and within a bound',
  difference_test: 'two long values are shown around the place where they first differ, which is named',
  answers_test: 'whatever a program answers to a call is a bounded value, or its own fault',
  launcher_answers_test: 'whatever comes from the launcher, an order ends, and no descriptor stays open',
  bounds_test: 'a record of a test can be read by the host, whatever the program said and the suite passed on',
  parse_test: 'whatever breaks the reader of a reply is the program’s failure',
  job_test: 'whatever comes on stdin is a job whose files stay in their folders, or no job',
  tried_calls_test: 'what the kernel answers to calls is asked by a child, which an engine’s own list may end',
  shut_test:
    'the runner shuts itself in: its list of system calls and its limits hold for every thread, and whatever it starts',
  kept_waiting_test: 'what the machine takes from a sandbox is told apart from what the sandbox takes from itself',
  break_lines_test: 'a breakpoint moves down within its block, or is nowhere, and never comes into another branch',
  clock_test: 'the clock of every wait stands still while a program is stopped, and not for ever',
  debugging_test: 'what debuggers say is carried and bounded, and nobody waits for a program that does not listen',
  packages_test: 'the packages of a course are there for its suite, and for nobody else in the grader',
  machine_test: 'what the machine refuses is tried again for a second',
  redis_client_test: 'the client of the Redis course sends what was typed and prints each reply as redis-cli does',
  redis_toolbox_test:
    'the toolbox of the Redis course reads the protocol exactly, and shows it so that it can be repeated',
  redis_words_test: 'the toolbox of the Redis course has words for every wrong reply',
  redis_asks_test: 'a client of the Redis course waits as long as its test says, and no longer',
};

describe('In the image’s Python,', function () {
  this.timeout(70_000);
  for (const [file, title] of Object.entries(SUITES)) it(title, () => void runPython(`python/${file}.py`));
});
