import type { CommandLineCode } from '../../../contract/codes';
import { because } from '../learner/folder-texts';
import { shownWords } from '../shown-texts';
import { type Area, bytes } from '../words';
import { newMessages, newWords } from './new-texts';

/** What `codealong --help` says of itself, of each command and of each option. */
const help = {
  about: "codealong: run a course's tests against a program, in a locked-down container",
  exitCodes:
    'Exit codes: 0 passed, 1 not passed, 2 wrong usage, 3 engine or sandbox, 129 terminal closed, 130 cancelled; `run`: the exit code of the program (of the client, if it ends first), or 128 plus the number of the signal that ended it; 141 if nobody reads its output any more',
  commands: {
    test: 'test a program against one step',
    run: 'run your program in the sandbox, in this terminal or with pipes (three times Ctrl+C ends it for sure)',
    check: 'check a course: its format, texts, starter, solutions and wrong programs',
    'new-course': 'make a course of one step that passes the check',
    'new-step': 'add a step to a course, after its last one',
    image: 'build the runner image, or say which one is used',
    doctor: 'check everything that a run needs',
  },
  options: {
    test: {
      course: 'the id of a course, or its folder',
      step: 'the id of a step, or its number',
      root: "the learner's folder (default: the nearest with .codealong, else the file's)",
      entry: "the file to start (default: the step's, or FILE)",
      runtime:
        'the runtime, such as python-3.13 (default: by the folder, then the newest that the course takes and that is here)',
      image: 'use another runner image',
      'with-earlier': 'if the step passes, also run the earlier steps',
      seed: 'repeat the run that had this seed',
      'no-trace': 'do not run a failing test once more to find what it never reached',
      json: 'print only the report, as JSON',
    },
    run: {
      client: "talk to the program with the course's client; what the program prints goes to stderr",
      course: 'the id of a course, or its folder (default: the one that was started in the folder)',
      step: 'the id of a step, or its number (default: where you are in the course)',
      root: "the learner's folder (default: the nearest with .codealong, else the file's)",
      entry: "the file to start (default: the step's, or FILE)",
      runtime:
        'the runtime, such as python-3.13 (default: by the folder, then the newest that the course takes and that is here)',
      image: 'use another runner image',
    },
    check: {
      step: 'check only this step, or these',
      accept: 'write missing or changed texts of wrong programs, and nothing else',
      reference: 'also run the genuine program of the course (its folder reference/)',
      all: 'like --reference, and repeat every program many times while all cores are busy',
      runtime: 'the runtime, such as python-3.13; several with commas; all for each that the course takes',
      image: 'use another runner image',
      json: 'print every finding, and a summary of each step, as JSON',
    },
    'new-course': {
      id: 'the id of the course (default: from the name of the folder)',
      title: 'the title of the course (default: from the name of the folder)',
      shape: 'one program that grows, or a program for each step (default: growing; for --kind function: separate)',
      kind: 'what the suite of the step tests (default: program)',
      json: 'print what was made, as JSON',
    },
    'new-step': {
      title: 'the title of the step (default: from its id)',
      kind: 'what the suite of the step tests (default: as the last step)',
      json: 'print what was made, as JSON',
    },
    image: {
      runtime: 'of this runtime, such as python-3.13',
      rebuild: 'build the image even if there is one',
      json: 'print the image as JSON',
    },
    doctor: {
      build: 'build the runner image if it is missing',
      runtime: 'look at the image of this runtime',
      image: 'use another runner image',
      json: 'print every finding as JSON',
    },
  },
};

/** The answer to a wrong command line, for the person who typed it. */
const usage = {
  unknownCommand: (command: string) => `There is no command "${command}".`,
  operands: {
    test: 'test needs one FILE (or - for stdin).',
    run: 'run takes one FILE, or none: then it runs the program of this folder.',
    check: 'check needs one DIR, the folder that holds course.json.',
    'new-course': 'new-course needs one DIR, the folder to make.',
    'new-step': 'new-step needs a course, by its folder or its id, and the id of the new step.',
    image: 'image takes no file.',
    doctor: 'doctor takes no file.',
  },
  missingOption: (command: string, option: string) => `${command} needs --${option}.`,
  choice: (option: string, choices: readonly string[]) => `--${option} must be one of ${choices.join(', ')}.`,
  imageOrRuntime: '--image names what programs run in, whatever --runtime says: give one of them.',
  acceptOne: '--accept writes texts in one runtime: name one with --runtime.',
  seed: '--seed must be a whole number, 0 or greater.',
};

/** The phase that a run is in, next to a spinner. */
const phases = {
  sandbox: 'Starting the sandbox',
  tests: 'Running the tests',
  earlier: 'Running the earlier steps',
};

/** @param news the step that the build is at */
function buildingImage(news: string): string {
  return `Building the runner image (only once): ${news}`;
}

/** The host in the head of the doctor's report. @param node a version */
function commandLineHost(node: string): string {
  return `command line, Node ${node}`;
}

/** Below a diagnosis in a terminal. */
const forAReport = 'For a bug report: `codealong doctor > report.md`. Your name and your folders are left out.';

/** Above the stack of an error that CodeAlong did not expect. */
const bug = 'This is a bug in CodeAlong. Please report it with the lines below.';

/** What is wrong around the command line itself, for the person who typed it. */
const messages: Area<CommandLineCode> = {
  ...newMessages,
  'working-folder-gone': (args) => ({
    title: `The folder that this command was started in cannot be found${because(args.reason)}.`,
    advice: 'Change to a folder that exists, for example with `cd ~`, and run the command again.',
  }),
  'stdin-too-large': (args) => ({
    title: `The program on stdin is larger than ${bytes(args.bytes)}, the most that can be sent to the sandbox. The rest was not read.`,
    advice: 'Check what writes to this command: its output must be one program, and it must end.',
  }),
  'stdin-unreadable': (args) => ({
    title: `The program on stdin cannot be read${because(args.reason)}.`,
    advice: 'Name the file of the program in the place of `-`.',
  }),
  'output-unwritable': (args) => ({
    title: `The output of this command could not be written${because(args.reason)}.`,
    advice: 'The exit code still says how it ended.',
  }),
  'docker-config-unreadable': (args) => ({
    title: `Docker's configuration "${args.file}" cannot be read${because(args.reason)}. It is ignored.`,
    advice: 'If it names the engine that you use, repair it, or set `DOCKER_HOST` to the address of that engine.',
  }),
};

/** For the person who types `codealong`. */
export const commandLineTexts = {
  messages,
  ...shownWords({
    help,
    usage,
    phases,
    buildingImage,
    host: commandLineHost,
    bug,
    forAReport,
    made: newWords,
  }),
};
