import path from 'node:path';
import { programFile, REDIS, read, redisSteps, solution } from '../../support/run';

/** A program and a step of which a run ends in one way. */
export interface EndingSample {
  readonly course: 'redis' | 'spoken';
  /** The step that the learner is at; those before it have passed. */
  readonly step: string;
  readonly program: string;
  /** The folder that has the program's other files, absolute. */
  readonly filesFrom?: string;
  /** The verdict of the page, and what it says first of the failure; null for a pass. */
  readonly verdict: RegExp;
  readonly headline: RegExp | null;
  /** What the label on each line of the program begins with. What belongs to no line marks none. */
  readonly labels: Readonly<Record<number, RegExp>>;
  /** The run goes on until the learner stops it. */
  readonly isStopped?: boolean;
  /** A value is longer than a line, and is broken where the line ends. */
  readonly isWide?: boolean;
}

const SPOKEN_STEPS = ['says', 'loud', 'long', 'nothing', 'broken'];

/** The steps before this one. */
export function stepsBefore({ course, step }: Pick<EndingSample, 'course' | 'step'>): readonly string[] {
  const steps = course === 'redis' ? redisSteps() : SPOKEN_STEPS;
  return steps.slice(0, steps.indexOf(step));
}

const LONG = Array.from({ length: 24 }, (_, index) => `line ${index + 1} of the poem`).join(', ');
const SAYS =
  'from codealong import program\n\n\ndef test_says() -> None:\n    """Says ready"""\n    assert program.run().text == "ready\\n"\n';

/** A course of our own, for what a good course never does. */
export const SPOKEN_COURSE: Readonly<Record<string, string>> = {
  'course.json': JSON.stringify({
    format_version: 2,
    id: 'spoken',
    title: 'Words on the screen',
    runtimes: { python: '>=3.11' },
    entry: 'main.py',
    shape: 'growing',
    limits: { timeout_seconds: 4 },
    steps: SPOKEN_STEPS.map((id) => ({ id, title: `Make it ${id}` })),
  }),
  'steps/01-says/test_says.py': SAYS,
  'steps/01-says/README.md': '# Make it says\n\nPrint the word `ready`, and nothing else.\n',
  'steps/02-loud/test_loud.py': SAYS.replace('says()', 'loud()')
    .replace('Says ready', 'Says it loudly when asked')
    .replace('run()', 'run("loud")')
    .replace('ready\\n', 'READY\\n'),
  'steps/03-long/test_long.py': SAYS.replace('says()', 'long()')
    .replace('Says ready', 'Says the whole poem')
    .replace('ready\\n', `${LONG}\\n`),
  'steps/04-nothing/test_nothing.py': 'NOTHING = True\n',
  'steps/05-broken/test_broken.py': SAYS.replace('assert program', 'words = {}["ready"]\n    assert program'),
};

const THREAD = `import socket
import threading


def talk(client):
    words = client.recv(1024).split()
    client.sendall(words[5])


server = socket.create_server(("localhost", 6379))
while True:
    client, _ = server.accept()
    threading.Thread(target=talk, args=(client,)).start()
`;
const ACCEPTS = `import socket

server = socket.create_server(("localhost", 7000))
print("ready")
client, _ = server.accept()
`;
const FORKS = `import os
import time

try:
    while os.fork() or time.sleep(60):
        pass
except OSError:
    time.sleep(60)
`;
const POEM = `print("${LONG.replace('line 17', 'verse 17')}")\n`;
const NOT_PASSED = /^Not passed/;
const LAST_STEP = redisSteps().at(-1) ?? '';
const LAST_FOLDER = `${redisSteps().length}-${LAST_STEP}`;

/** One for each ending, by its name. */
export const ENDINGS: Readonly<Record<string, EndingSample>> = {
  passed: {
    course: 'redis',
    step: 'bind',
    program: read(solution('01-bind')),
    verdict: /passed/i,
    headline: null,
    labels: {},
  },
  'passed, the last step': {
    course: 'redis',
    step: LAST_STEP,
    program: read(solution(LAST_FOLDER)),
    filesFrom: path.dirname(solution(LAST_FOLDER)),
    verdict: /passed/i,
    headline: null,
    labels: {},
  },
  'failed, the starter': {
    course: 'redis',
    step: 'bind',
    program: read(`${REDIS}/starter/main.py`),
    verdict: NOT_PASSED,
    headline: /^Your program (?:exited|ended)/,
    labels: {},
  },
  'failed, long values': {
    course: 'spoken',
    step: 'long',
    program: POEM,
    verdict: NOT_PASSED,
    headline: /^The result is not what the test expected/,
    labels: {},
    isWide: true,
  },
  'learner-error, a file that cannot be read': {
    course: 'redis',
    step: 'bind',
    program: read(programFile('syntax-error.py')),
    verdict: NOT_PASSED,
    headline: /^Python cannot read your program: SyntaxError on line 7/,
    labels: { 7: /^Python cannot read your program: SyntaxError/ },
  },
  'learner-error, a thread that crashes': {
    course: 'redis',
    step: 'ping',
    program: THREAD,
    verdict: NOT_PASSED,
    headline: /IndexError/,
    labels: { 7: /^[^.]*IndexError/ },
  },
  'timeout, a busy loop': {
    course: 'redis',
    step: 'bind',
    program: read(programFile('endless-loop.py')),
    verdict: NOT_PASSED,
    headline: /^The tests took longer than/,
    labels: { 8: /^Your program was busy at line 8/ },
  },
  'timeout, waiting for a client': {
    course: 'spoken',
    step: 'says',
    program: ACCEPTS,
    verdict: NOT_PASSED,
    headline: /^The tests took longer than/,
    labels: { 5: /^Your program was waiting for a client to connect, at line 5/ },
  },
  'out-of-memory': {
    course: 'spoken',
    step: 'says',
    program: 'kept = []\nwhile True:\n    kept.append(b"x" * 10**6)\n',
    verdict: NOT_PASSED,
    headline: /^Your program used more than its 128 MB of memory/,
    labels: {},
  },
  'process-limit': {
    course: 'spoken',
    step: 'says',
    program: FORKS,
    verdict: NOT_PASSED,
    headline: /^Your program tried to run more than 50 processes/,
    labels: { 8: /^Your program was asleep, at line 8/ },
  },
  'output-limit': {
    course: 'spoken',
    step: 'says',
    program: 'while True:\n    print("x" * 1000)\n',
    verdict: NOT_PASSED,
    headline: /^Your program wrote far too much output/,
    labels: { 2: /^Your program was (?:writing,|busy) at line 2/ },
  },
  'no-tests': {
    course: 'spoken',
    step: 'nothing',
    program: 'print("ready")\n',
    verdict: /^Not judged/,
    headline: /^This step has no tests/,
    labels: {},
  },
  'sandbox-error, a broken suite': {
    course: 'spoken',
    step: 'broken',
    program: 'print("ready")\n',
    verdict: /^Not judged/,
    headline: /^The tests of this step broke/,
    labels: {},
  },
  cancelled: {
    course: 'spoken',
    step: 'says',
    program: 'while True:\n    pass\n',
    verdict: /^Cancelled/,
    headline: null,
    labels: {},
    isStopped: true,
  },
  'an earlier step broken': {
    course: 'spoken',
    step: 'loud',
    program: 'print("READY")\n',
    verdict: /^(?:This step|Step 2) passes/,
    headline: null,
    labels: {},
  },
};

/** Of a run that could not begin. */
export const WITHOUT_DOCKER: EndingSample = {
  course: 'redis',
  step: 'bind',
  program: read(solution('01-bind')),
  verdict: /^Not run/,
  headline: /^CodeAlong needs Docker to run your program safely/,
  labels: {},
};
