import { runPython } from '../support/python';

const SUITES: Readonly<Record<string, string>> = {
  output_test: 'The output of programs is kept whole up to 1 MB, and cut in the middle beyond',
  sweep_test: 'The sweep removes every file of a test and follows no link',
  cgroup_test: "The kernel's counters are read in both versions of control groups",
  facts_test: 'What the kernel enforces is read in both versions of control groups, and the network with it',
  values_test: 'Only plain values cross between the tests and the program, and exactly',
  stacks_test: 'Of what a program says about where it is, only what can be true is believed',
  sockets_test:
    'Who listens and who was accepted is known by asking the kernel, and by its files where it does not answer',
  show_test: 'Values are shown exactly and bounded',
  redis_toolbox_test: "The Redis course's toolbox reads the protocol exactly, and has words for every wrong reply",
};

describe("The image's Python", () => {
  for (const [file, title] of Object.entries(SUITES)) it(title, () => void runPython(`python/${file}.py`));
});
