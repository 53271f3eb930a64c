import type { WriteStream } from 'node:tty';
import pc from 'picocolors';
import yoctoSpinner, { type Spinner } from 'yocto-spinner';
import type { BuildProgress } from '../engine/image/image-build';
import { PLAIN, type Style } from '../results/report/render';
import { buildNews } from '../results/texts/setup/build-texts';
import type { RunWatch } from '../run/request';

/** Where words go: the result to stdout, what happens meanwhile to stderr. */
export interface Terminal {
  readonly style: Style;
  out(text: string): void;
  error(text: string): void;
  /** Shows what is going on: a spinner for a person, nothing for a pipe. Stop it before anything else is written. */
  busy(text: string): void;
  idle(): void;
}

export class ProcessTerminal implements Terminal {
  readonly style: Style;
  #spinner: Spinner | null = null;

  constructor(
    private readonly stdout: WriteStream,
    private readonly stderr: WriteStream,
    env: Readonly<Record<string, string | undefined>>,
    /** JSON is for a program: nothing moves. */
    private readonly quiet: boolean,
  ) {
    const wanted = env.FORCE_COLOR !== undefined || (stdout.isTTY === true && env.NO_COLOR === undefined);
    const { bold, red, green, dim, yellow } = pc.createColors(wanted);
    this.style = wanted ? { bold, red, green, dim, yellow } : PLAIN;
  }

  out(text: string): void {
    this.stdout.write(`${text}\n`);
  }

  error(text: string): void {
    this.stderr.write(`${text}\n`);
  }

  busy(text: string): void {
    if (this.quiet || this.stderr.isTTY !== true) return;
    this.#spinner ??= yoctoSpinner({ stream: this.stderr }).start();
    this.#spinner.text = text;
  }

  idle(): void {
    this.#spinner?.stop();
    this.#spinner = null;
  }
}

/** Words for what a run is doing. */
export function watchOn(terminal: Terminal): RunWatch {
  const phases = { sandbox: 'Starting the sandbox', tests: 'Running the tests', earlier: 'Running the earlier steps' };
  return {
    building: (progress) => terminal.busy(buildingText(progress)),
    phase: (phase) => terminal.busy(phases[phase]),
  };
}

export function buildingText(progress: BuildProgress): string {
  return `Building the runner image, once: ${buildNews(progress)}`;
}
