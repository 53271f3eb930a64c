import { readFileSync } from 'node:fs';
import os from 'node:os';
import { References } from '../authoring/references';
import { CodedError } from '../contract/codes';
import { escapeText } from '../contract/escape-text';
import { MAXIMUM_LIMITS } from '../contract/limits';
import type { Platform } from '../contract/platform';
import { diskErrorCode } from '../course/files/disk';
import { whyUnreadable } from '../engine/client/regular-file';
import { configFile } from '../engine/endpoint/docker-contexts';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import { findHome, type Home } from '../run/home';
import { LAST_SEARCH_MS } from '../run/orphan-removal-schedule';
import { Runner } from '../run/runner';
import { type CommandLine, type NewArgs, readArgs, UsageError, type WorkArgs } from './args';
import { checkCommand } from './check-command';
import { refuseUnknown } from './checked-runtimes';
import { type CommandContext, EXIT, problemLines, withErrorsShown } from './command';
import { doctorCommand } from './doctor-command';
import { helpText } from './help';
import { imageCommand } from './image-command';
import { Keyboard } from './keyboard';
import { newCommand } from './new-command';
import { Output, readerLeft } from './output';
import { runCommand } from './run-command';
import { readStdin } from './stdin';
import { endWithTerminal, Stop } from './stop';
import { ProcessTerminal, type Terminal } from './terminal';
import { testCommand } from './test-command';

const stderr = new Output(process.stderr);
const stdout = new Output(process.stdout, (reason) => {
  if (!readerLeft(reason)) showOn(stderr, new CodedError('output-unwritable', { reason }));
});

/** Wires up the command line and runs one command. @returns the exit code */
async function main(argv: readonly string[]): Promise<number> {
  const args = readOrExplain(argv);
  if (args === null) return EXIT.usage;
  const home = findHome(__dirname);
  if (args.command === 'help' || args.command === 'version') {
    stdout.write(args.command === 'help' ? helpText() : `${versionOf(home)}\n`);
    return EXIT.passed;
  }
  const terminal = new ProcessTerminal(stdout, stderr, process.env, args.command !== 'run' && args.json);
  if (isNew(args)) return withErrorsShown(terminal, EXIT.usage, () => make(args, home, terminal));
  const stop = new Stop(process);
  const code = await withErrorsShown(terminal, EXIT.usage, () => work(args, contextOf(args, home, terminal, stop)));
  return stop.over(code);
}

function isNew(args: WorkArgs | NewArgs): args is NewArgs {
  return args.command === 'new-course' || args.command === 'new-step';
}

/** @throws CodedError `working-folder-gone` */
async function make(args: NewArgs, home: Home, terminal: Terminal): Promise<number> {
  return newCommand(args, { platform: thisPlatform(), cwd: workingFolder(), home, terminal });
}

function thisPlatform(): Platform {
  return { platform: process.platform, env: process.env, home: os.homedir() };
}

/** Runs the command, and leaves nothing behind. @returns the exit code @throws CodedError `unknown-runtime` */
async function work(args: WorkArgs, context: CommandContext): Promise<number> {
  try {
    await refuseUnknown(args, context.runner.runtimes);
    return await run(args, context);
  } finally {
    if (!context.signal.aborted) await context.runner.removeOrphans(LAST_SEARCH_MS);
    await context.references.dispose();
    await context.runner.dispose();
  }
}

/** Null for a wrong command line, after the explanation is printed. */
function readOrExplain(argv: readonly string[]): CommandLine | null {
  try {
    return readArgs(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stderr.write(`${escapeText(error.message)}\n\n${helpText()}`);
    return null;
  }
}

/** @throws CodedError `working-folder-gone` */
function contextOf(args: WorkArgs, home: Home, terminal: Terminal, { signal }: Stop): CommandContext {
  const cwd = workingFolder();
  const platform = thisPlatform();
  warnOfDockerConfig(platform);
  const image = args.command === 'image' ? null : args.image;
  // JSON is printed once, and nothing may delay it.
  const neverReached = args.command === 'test' && !args.json && !args['no-trace'];
  const maxima = MAXIMUM_LIMITS;
  const settings = { engineHost: null, image, runtime: args.runtime, maxima, patient: true, neverReached };
  const inRuntime = (runtime: string | null) => {
    const runner = new Runner(platform, home.dockerDir, () => ({ ...settings, runtime }));
    return { runner, references: new References(platform, home.dockerDir, { ...settings, runtime }, runner) };
  };
  return {
    platform,
    cwd,
    home,
    version: versionOf(home),
    maxima: MAXIMUM_LIMITS,
    terminal,
    keyboard: new Keyboard(process.stdin, process.stdout, process.stderr),
    ...inRuntime(args.runtime),
    inRuntime,
    signal,
    readStdin: () => readStdin(process.stdin, signal),
  };
}

/** A shell may stand in a folder that another one has deleted. @throws CodedError `working-folder-gone` */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new CodedError('working-folder-gone', { reason: diskErrorCode(error) }, { cause: error });
  }
}

/** The docker command warns too, and goes on with the default engine. */
function warnOfDockerConfig(platform: Platform): void {
  const file = configFile(platform);
  const reason = whyUnreadable(file);
  if (reason !== null) showOn(stderr, new CodedError('docker-config-unreadable', { file, reason }));
}

function showOn(output: Output, error: CodedError): void {
  for (const line of problemLines(error)) output.write(`${line}\n`);
}

function run(args: WorkArgs, context: CommandContext): Promise<number> {
  switch (args.command) {
    case 'test':
      return testCommand(args, context);
    case 'run':
      return runCommand(args, context);
    case 'check':
      return checkCommand(args, context);
    case 'image':
      return imageCommand(args, context);
    case 'doctor':
      return doctorCommand(args, context);
  }
}

function versionOf(home: Home): string {
  return String((JSON.parse(readFileSync(home.packageFile, 'utf8')) as { version: string }).version);
}

endWithTerminal(process);
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    stderr.write(`${wholeCatalogue.commandLine.bug}\n${escapeText(words)}\n`);
    process.exitCode = EXIT.sandbox;
  },
);
