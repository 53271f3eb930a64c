import pc from 'picocolors';
import yoctoSpinner, { type Spinner } from 'yocto-spinner';
import { escapeLine, escapeText } from '../contract/escape-text';
import type { BuildProgress } from '../engine/image/run-build';
import { PLAIN, type Style } from '../results/report/shown-text';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import type { RunWatch } from '../run/request';
import type { Output } from './output';

/** Writes the result to stdout, and errors and progress to stderr. No text that comes here can act on the terminal. */
export interface Terminal {
  readonly style: Style;
  out(text: string): void;
  error(text: string): void;
  /** Shows a spinner with this text; nothing in a pipe. Call `idle` before writing anything else. */
  busy(text: string): void;
  idle(): void;
}

export class ProcessTerminal implements Terminal {
  readonly style: Style;
  #spinner: Spinner | null = null;

  constructor(
    private readonly stdout: Output,
    private readonly stderr: Output,
    env: Readonly<Record<string, string | undefined>>,
    /** No spinner: the output is JSON, for a program. */
    private readonly quiet: boolean,
  ) {
    const wanted = env.FORCE_COLOR !== undefined || (stdout.stream.isTTY === true && env.NO_COLOR === undefined);
    const { bold, red, green, dim, yellow } = pc.createColors(wanted);
    this.style = wanted ? { bold, red, green, dim, yellow } : PLAIN;
  }

  out(text: string): void {
    this.stdout.write(`${this.style === PLAIN ? escapeText(text) : escapeAround(text)}\n`);
  }

  error(text: string): void {
    this.stderr.write(`${escapeText(text)}\n`);
  }

  busy(text: string): void {
    const { stream } = this.stderr;
    if (this.quiet || stream.isTTY !== true) return;
    // Its own handling of Ctrl-C would end the process before the container is removed.
    this.#spinner ??= yoctoSpinner({ stream, handleSignals: false }).start();
    this.#spinner.text = escapeLine(text);
  }

  idle(): void {
    this.#spinner?.stop();
    this.#spinner = null;
  }
}

/** A colour or its end, as a style writes it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins every colour
const STYLED = /(\u001b\[\d{1,2}m)/;

/** Escapes everything but colours: of a text that is styled, only its maker knows what was a stranger's. */
function escapeAround(text: string): string {
  const parts = text.split(STYLED);
  return parts.map((part, index) => (index % 2 === 1 ? part : escapeText(part))).join('');
}

/** Shows the phases of a run on the terminal. */
export function watchOn(terminal: Terminal): RunWatch {
  return {
    building: buildShownOn(terminal),
    phase: (phase) => terminal.busy(wholeCatalogue.commandLine.phases[phase]),
  };
}

/** A listener that shows a build of the image on the terminal. */
export function buildShownOn(terminal: Terminal): (progress: BuildProgress) => void {
  return (progress) =>
    terminal.busy(wholeCatalogue.commandLine.buildingImage(wholeCatalogue.window.building.news(progress)));
}
