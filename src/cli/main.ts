import { readFileSync } from 'node:fs';
import os from 'node:os';
import { References } from '../authoring/references';
import { escapeText } from '../contract/escape-text';
import { MAXIMUM_LIMITS } from '../contract/limits';
import type { Platform } from '../contract/platform';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import { findHome, type Home } from '../run/home';
import { Runner } from '../run/runner';
import { type CommandLine, helpText, readArgs, UsageError, type WorkArgs } from './args';
import { checkCommand } from './check-command';
import { type CommandContext, EXIT } from './command';
import { doctorCommand } from './doctor-command';
import { imageCommand } from './image-command';
import { ProcessTerminal } from './terminal';
import { testCommand } from './test-command';

/** Milliseconds for removing orphaned containers of other processes, after the result is printed. */
const ORPHANS_MS = 1_000;

/** Wires up the command line and runs one command. @returns the exit code */
async function main(argv: readonly string[]): Promise<number> {
  const args = readOrExplain(argv);
  if (args === null) return EXIT.usage;
  const home = findHome(__dirname);
  if (args.command === 'help' || args.command === 'version') {
    process.stdout.write(args.command === 'help' ? helpText() : `${versionOf(home)}\n`);
    return EXIT.passed;
  }
  const context = contextOf(args, home);
  try {
    return await run(args, context);
  } finally {
    if (!context.signal.aborted) await context.runner.removeOrphans(ORPHANS_MS);
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
    process.stderr.write(`${escapeText(error.message)}\n\n${helpText()}`);
    return null;
  }
}

function contextOf(args: WorkArgs, home: Home): CommandContext {
  const platform: Platform = { platform: process.platform, env: process.env, home: os.homedir() };
  const image = args.command === 'image' ? null : args.image;
  const settings = { engineHost: null, image, maxima: MAXIMUM_LIMITS };
  const runner = new Runner(platform, home.dockerDir, () => settings);
  return {
    platform,
    cwd: process.cwd(),
    home,
    version: versionOf(home),
    maxima: MAXIMUM_LIMITS,
    terminal: new ProcessTerminal(process.stdout, process.stderr, process.env, args.json),
    runner,
    references: new References(platform, home.dockerDir, settings, runner),
    signal: interrupted(),
    readStdin,
  };
}

function run(args: WorkArgs, context: CommandContext): Promise<number> {
  switch (args.command) {
    case 'test':
      return testCommand(args, context);
    case 'check':
      return checkCommand(args, context);
    case 'image':
      return imageCommand(args, context);
    case 'doctor':
      return doctorCommand(args, context);
  }
}

/** Aborts at the first Ctrl-C; a second one ends the process at once. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}

async function readStdin(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function versionOf(home: Home): string {
  return String((JSON.parse(readFileSync(home.packageFile, 'utf8')) as { version: string }).version);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${wholeCatalogue.commandLine.bug}\n${escapeText(words)}\n`);
    process.exitCode = EXIT.sandbox;
  },
);
