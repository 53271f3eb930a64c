import { plural } from '../words';

/** The titles of the commands, as the manifest has them. They also name what failed, in a message about an error. */
const commands = {
  runStepTests: 'Run Step Tests',
  debugTest: 'Debug This Test',
  runProgram: 'Run My Program',
  openClient: 'Open Client',
  runOnSave: 'Run on Save',
  stopRunOnSave: 'Stop Run on Save',
  runUpTo: 'Run Steps up to Here',
  startCourse: 'Start Course',
  openTask: 'Open Task',
  openTaskAsText: 'Open Task as Text',
  renameBack: 'Rename Program Back',
  showHint: 'Show Hint',
  nextStep: 'Next Step',
  previousStep: 'Previous Step',
  goToStep: 'Go to Step',
  chooseRuntime: 'Choose Runtime',
  showSolution: 'Show Solution',
  useSolution: 'Use Solution',
  resetStep: 'Reset Step',
  undoReset: 'Undo Reset',
  buildImage: 'Troubleshooting: Rebuild Sandbox Image',
  copyReport: 'Troubleshooting: Copy Report of Last Run',
  checkSetup: 'Check My Setup',
  showLog: 'Troubleshooting: Show Log',
  stopRun: 'Stop Run',
  getStarted: 'Get Started',
  prepareImage: 'Prepare Sandbox Image',
  learnWithoutAi: 'Learn Without AI Suggestions',
  learnWithAi: 'Learn With AI Suggestions',
};

/** What buttons and links are called. */
const buttons = {
  save: 'Save…',
  retry: 'Retry',
  tryAgain: 'Try again',
  installDocker: 'Install Docker',
  showLog: 'Show Log',
  open: 'Open',
  openFile: (file: string) => `Open ${file}`,
  runIn: (runtime: string) => `Run in ${runtime}`,
  openSetting: 'Open the setting',
  manageTrust: 'Manage trust',
};

/** Which program, which step and which folder is meant. */
const questions = {
  courseOfFile: (file: string) => `${file} does not belong to a course. Test it as part of which one?`,
  stepOfFile: (file: string) => `Test ${file} as which step?`,
  steps: (titles: readonly string[]) => `${plural(titles.length, 'step')}: ${titles.join(', ')}`,
  stepToGoTo: 'Which step do you want to go to?',
  unsaved: 'This program has no file yet. Save it first to run its tests.',
  noCourse: 'No course is open in this window. Start one, or open the program that you want to test.',
};

/** What was done, and what could not be done. */
const news = {
  noReport: 'There is no report yet: run the tests of a step first.',
  reportCopied: (step: string) => `The report of ${step} is on the clipboard`,
  imageOfSetting: (image: string) =>
    `Your setting codealong.image names "${image}". CodeAlong uses that image and does not build one.`,
  imageBuilt: 'The sandbox image is ready. Your next run uses it.',
  /** The editor puts a colon and the build's news behind it. */
  buildingImage: 'Preparing CodeAlong for the first run (about a minute, only once)',
  rebuildingImage: 'Rebuilding the sandbox image (about a minute)',
  askingDocker: 'As soon as Docker runs, your tests start by themselves.',
  /** @param what the title of a command, or an `activity` */
  defect: (what: string) => `${what} failed because of a bug in CodeAlong. Its log has the details; please report it.`,
  runDefect: 'This run failed because of a bug in CodeAlong. "Show Log" has the details; please report it.',
  goesOnUnwritten: 'You can go on in this window, but it forgets how far you came when it closes.',
  lastStep: 'This is the last step of the course.',
  firstStep: 'This is the first step of the course.',
  notReached: (step: number, first: number) =>
    `Step ${step} comes later. Step ${first} is the first that has not passed yet.`,
  notPassedYet: (step: number) => `Step ${step} has not passed yet. Run its tests; once they pass, you can go on.`,
};

/** Work of the extension's own. It stands before what went wrong with it. */
const activities = {
  findingCourses: 'Looking for courses',
  removingOrphans: 'Looking for leftover containers',
  warmingUp: 'Preparing a sandbox',
  lookingAtSetup: 'Looking for Docker',
  writingTimes: 'Recording the times of a run',
};

/** Course, step and the state of the last run: in the status bar, above a program and in the Testing view. */
const state = {
  step: (number: number, title: string) => `step ${number}: ${title}`,
  runStep: (step: string) => `Run ${step}`,
  stepOf: (number: number, steps: number) => `Step ${number} of ${steps}`,
  /** Behind the number of the step. */
  is: (where: string, state: string) => `${where}: ${state}`,
  notRun: 'not run yet',
  passedOlder: 'passed with an older version of its tests',
  /** @param runtime its name */
  passedIn: (runtime: string) => `passed in ${runtime}`,
  passedNext: (where: string, next: string) => `${where} passed. Next: ${next}`,
  passedLast: (where: string) => `${where} passed: the course is complete`,
  /** The profile of the Testing view. */
  withCoverage: 'Run Step Tests With Coverage',
  runProgram: 'Run My Program',
  task: 'Task',
  goOn: (number: number, title: string) => `Next: step ${number}, ${title}`,
  finish: 'The course is complete',
  running: 'running…',
  /** @param step where the build is; empty before its first step */
  building: (step: string) => `building the image${step === '' ? '' : `, ${step}`}…`,
  defect: 'CodeAlong failed, see its log',
  editedSince: 'edited since',
  editedSinceRun: 'edited since the last run',
  notRunYet: 'Not run yet.',
  broke: (step: number, broken: readonly string[]) =>
    `step ${step} passes; it broke ${broken.length === 1 ? 'step' : 'steps'} ${broken.join(', ')}`,
  /** @param steps their numbers */
  broken: (steps: readonly number[]) =>
    `${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')} ${steps.length === 1 ? 'is' : 'are'} broken`,
  clickToFinish: 'Click to see what you have built.',
  allPassed: (total: number) => `passed ${total} of ${total}`,
  tryingEarlier: 'running earlier steps…',
  someFailed: (failing: number, total: number) => `${failing} of ${total} failed`,
  runningFor: (seconds: number) => `Running for ${seconds} s. Click to stop.`,
  stop: 'Stop',
  clickToStop: 'Click to stop.',
  clickToRun: 'Click to run the tests of this step.',
  clickToGoOn: 'Click to go to the next step.',
  /** For a screen reader. */
  spoken: (where: string, sentence: string) => `CodeAlong: ${where}. ${sentence}`,
  /** The place that programs run in. */
  sandbox: {
    starting: 'Sandbox: starting…',
    ready: 'Sandbox: ready.',
    building: 'Sandbox: its image is being built…',
    noImage: 'Sandbox: its image is not built yet. The next run builds it.',
    noDocker: 'Sandbox: Docker does not answer.',
  },
  /** @param seconds with one decimal */
  took: (state: string, seconds: string) => `${state} · ${seconds} s`,
  ranIn: (name: string) => `ran in ${name}`,
};

/** The steps of a course in their view. */
const tree = {
  done: 'done',
  older: 'passed with an older version',
  /** @param runtime its name */
  elsewhere: (runtime: string) => `passed in ${runtime}`,
  added: 'new',
  current: 'you are here',
  open: 'open',
  broken: 'broken',
  later: '',
  sum: (done: number, steps: number) => `${done} of ${plural(steps, 'step')} done`,
  brokenSteps: (broken: number) => `${plural(broken, 'step')} broken`,
  /** For a screen reader. */
  spoken: (step: string, state: string) => (state === '' ? step : `${step}, ${state}`),
};

/** Beside a test that did not pass. */
const tests = {
  /** The profile beside *Run Step Tests*: it also stands at a step and at a course. */
  debugProfile: 'Debug',
  /** Title of a test's second message. With the title of the first, it would look like a repetition. */
  sideBySide: 'Expected and received, side by side',
  /** What is wrong with a file, and where. */
  atLine: (line: number, problem: string) => `Line ${line}: ${problem}`,
  transcript: (test: string) => `Transcript of "${test}":`,
};

/** In the log. */
const logLines = {
  started: (file: string) => `started for ${file}`,
  /** Milliseconds. @param tests null when it is not known */
  took: (total: number, tests: number | null) => `${total} ms${tests === null ? '' : `, of which tests ${tests} ms`}`,
};

/** What the editor itself says to a learner: titles, buttons, questions and news. */
export const editorTexts = { commands, buttons, questions, news, activities, state, tree, tests, logLines };
