import type { Message, ProgramCode } from '../../contract/codes';
import { textOf } from './index';
import { because } from './learner/folder-texts';
import { shownWords } from './shown-texts';
import { type Area, plural } from './words';

const SIGNALS: Readonly<Record<number, string>> = {
  2: 'SIGINT, which Ctrl+C sends',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

/** How a program ended that a person ran, and what is wrong with a client. */
const programMessages: Area<ProgramCode> = {
  'program-exited': ({ exit_code }) => ({ title: `Your program ended with exit code ${exit_code}.` }),
  'program-signal': ({ signal }) => ({
    title: `Your program was ended by signal ${signal}${SIGNALS[signal] === undefined ? '' : ` (${SIGNALS[signal]})`}.`,
  }),
  'program-time-over': ({ seconds }) => ({
    title: `Your program was ended after ${duration(seconds)}, the longest time that it may run.`,
  }),
  'program-out-of-memory': ({ memory_mb }) => ({
    title: `Your program was ended: it used more than its ${memory_mb} MB of memory.`,
  }),
  'program-terminals': ({ most }) => ({
    title: `Your program was ended: it opened more than ${plural(most, 'terminal')}.`,
  }),
  'program-machine-refused': ({ why }) => ({
    title: `The machine has run out of something that a sandbox needs${because(why)}. Your program is not the cause.`,
    advice: 'Run it again. If this comes back, close other programs and containers, or restart Docker.',
  }),
  'program-processes': ({ pids }) => ({
    title: `It tried to run more than ${pids} processes and threads at once. Some were not started.`,
  }),
  'program-not-saved': ({ file }) => ({
    title: `The file "${file}" could not be saved, so the program was not run.`,
    advice: 'Save it yourself: the editor says what is in the way. Then run it again.',
  }),
  'no-client': ({ course }) => ({ title: `The course "${course}" has no client.` }),
  'no-debugger': () => ({
    title: 'Nothing can be debugged in this image, because it has no debugger.',
    advice:
      'The image was built where none could be had: neither in its base nor from the package index. Build it again when you are online, or choose another Python.',
  }),
  'client-unreadable': ({ file, reason }) => ({
    title: `The client of the course, "${file}", cannot be read${because(reason)}.`,
    advice: 'This is a mistake in the course, not in your program.',
  }),
  'client-not-started': ({ file }) => ({
    title: `The client of the course, "${file}", could not be started.`,
    advice: 'The sandbox may have no room for another process. Does your program start many?',
  }),
  'clients-too-many': ({ most }) => ({
    title: `At most ${plural(most, 'client')} can be open at once. Close one first.`,
  }),
  'no-course-here': ({ folder }) => ({
    title: `No course was started in "${folder}".`,
    advice: 'Name the course, for example with `--course redis`.',
  }),
};

function duration(seconds: number): string {
  return seconds % 60 === 0 ? plural(seconds / 60, 'minute') : plural(Math.round(seconds), 'second');
}

/** Around a program that a person runs. */
export const programWords = {
  /** The name of a terminal. */
  terminal: (course: string, file: string) => `${course}: ${file}`,
  client: (course: string) => `${course}: client`,
  starting: 'Starting the sandbox…',
  building: (news: string) => `Building the sandbox image (only once): ${news}`,
  again: 'Press any key to run it again.',
  clientOver: 'The client has ended. Press any key to start it again.',
  programOver: 'Your program has ended. Press any key to run it again. The client then starts again, too.',
  listens: (file: string, port: number) => `${file} listens on port ${port}. Do you want to talk to it?`,
  openClient: 'Open Client',
  /** The name of the session of a debugged run, and of one of its programs. */
  debugSession: (course: string, step: string) => `${course}: ${step}`,
  debugProgram: (file: string, start: number) => (start === 1 ? file : `${file} (start ${start})`),
  debugBegins:
    "This run is only for looking: no test passes or fails because of it. While your program is stopped, the test's clock stands still, for 30 minutes in all. Your program's own clocks run on.\nLoops are slower here, threads have other numbers in their names, and a file of yours that is called like a module of Python, such as socket.py, is not loaded in its place.",
  debugTest: (name: string) => `Test: ${name}`,
  debugEnded: (name: string, passed: boolean) =>
    passed ? `"${name}" came to its end without a failure.` : `"${name}" did not pass.`,
  debugGaveUp: (why: string) => `The test gives up: ${why}`,
  debugExpected: (expected: string, actual: string) => `Expected: ${expected}\nReceived: ${actual}`,
  debugNone:
    'Nothing was debugged: the tests of this step cannot be read, or this one is gone. Run Step Tests says more.',
  debugLook: 'Your program is stopped, so that you can look at it. Continue ends the test.',
  debugWaits: 'Your program cannot be stopped here, because it waits for something:',
  debugFrame: (file: string, line: number, name: string) => `  ${file}, line ${line}, in ${name}`,
  theTest: 'The test',
  uncaught: 'Exceptions that nobody catches',
  noCode: 'No code on this line.',
  notSent: 'This file is no part of your program.',
  tooMuch:
    "Your program's debugger has said too much, or something that is no part of its protocol. It has been let go of, and your program runs on without it.",
  /** Which lines the tests of a step have reached. */
  coverage: {
    notReached: (places: string) => `Not reached by this step's tests: ${places}.`,
    allReached: "This step's tests have reached every line.",
    line: (file: string, line: number) => `${file} line ${line}`,
    /** @param lines `24–27, 30` */
    lines: (file: string, lines: string) => `${file} lines ${lines}`,
    neverCalled: (name: string) => `${name}() was never called`,
    neverCalledIn: (name: string, file: string) => `${name}() in ${file} was never called`,
    wholeFile: (file: string) => `all of ${file}`,
    more: (places: number) => `and ${plural(places, 'more place')}`,
    notRun: 'There is no coverage, because the tests did not come to their end.',
    lacking: {
      'too-old': 'There is no coverage in this runtime, which is too old for it.',
      'no-lines': 'There is no coverage: no line of your program could be followed.',
      others: 'There is no coverage: your program starts other programs, and which lines they reach is not known.',
      'too-much': 'There is no coverage: your program is too large for it.',
      'broken-off':
        'There is no coverage: the tests were run once more for it, which takes longer, and did not come to their end.',
    },
  },
};

/**
 * Everything around a program that a person runs. A window loads it with the first terminal, the command line always. `replaceTexts` may
 * put another language in.
 */
export const programCatalogue = {
  messages: programMessages,
  words: shownWords(programWords),
};

/**
 * Puts a terminal right that a program has left in any mode: its own screen (not the other one), a soft reset, a visible cursor, no
 * reports of mouse, focus and pastes, plain letters. It does not move the cursor.
 */
export const TERMINAL_PUT_RIGHT =
  '\x1b[?1047l\x1b[!p\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1006l\x1b[?2004l\x1b[0m';

/** What happened, and what to do, each on a line of its own. */
export function programLines(message: Message): readonly string[] {
  const { title, body, advice } = textOf(message, programCatalogue.messages);
  return [title, body, advice].flatMap((text) => text?.split('\n') ?? []);
}
