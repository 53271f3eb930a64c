import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { Failure, FinishedEvent, GaveUpEvent, OutputEvent, SandboxEvent, StackFrame } from '../../contract/events';
import { learnerFile, WORK } from '../../contract/image';
import { DebugRun, type DebugWatcher } from '../../debug/debug-run';
import { Places } from '../../debug/places';
import type { FrameLink, ProgramSession } from '../../debug/program-session';
import type { BuildProgress } from '../../engine/image/image-build';
import { findAlsoIn, textOf } from '../../results/texts/index';
import { programCatalogue, programLines } from '../../results/texts/program-catalogue';
import type { Colour, RunAdapter, RunOfAdapter } from './adapters';
import type { BuildNews, Debugged, DebugSources } from './debugged';

export interface DebuggedRunSources extends DebugSources {
  /** A program has started: a session is to be opened for it. */
  readonly open: (session: ProgramSession) => void;
}

/** One run of a step's tests under the debugger, from saving to its end. What it says goes to the Debug Console; no test gets a result. */
export class DebuggedRun implements RunOfAdapter {
  readonly #abort = new AbortController();
  #adapter: RunAdapter | null = null;
  #begun = false;
  #build: BuildNews | null = null;
  /** Whether it has been said why the present test fails. */
  #isExplained = false;
  #end: () => void = () => {};
  /** Resolves when it is over. */
  readonly over = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  constructor(
    private readonly debugged: Debugged,
    private readonly sources: DebuggedRunSources,
  ) {}

  shows(adapter: RunAdapter): void {
    this.#adapter = adapter;
  }

  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    void this.#toEnd();
  }

  leave(): void {
    this.#abort.abort();
    if (!this.#begun) this.#end();
  }

  async #toEnd(): Promise<void> {
    try {
      await this.#saveAndRun();
    } catch (error) {
      if (!(error instanceof CodedError)) this.sources.crashed(error);
      else if (error.code !== 'cancelled') for (const line of programLines(error.told)) this.#say(line, 'bad');
    } finally {
      this.#endBuild();
      this.#adapter?.end();
      this.#end();
    }
  }

  async #saveAndRun(): Promise<void> {
    const { target, only } = this.debugged;
    const { course, step, file, root } = target;
    const { signal } = this.#abort;
    const { words } = programCatalogue;
    const [unsaved] = await this.sources.save(target, signal);
    if (unsaved !== undefined) throw new CodedError('program-not-saved', { file: unsaved });
    const runner = await this.sources.runner();
    runner.texts.forEach(findAlsoIn);
    for (const line of words.debugBegins.split('\n')) this.#say(line);
    await runner.debugStep({
      course,
      step,
      file,
      root,
      source: null,
      entry: null,
      only,
      join: (link, files) => this.#join(link, files),
      event: (event) => this.#event(event),
      building: (progress) => this.#building(progress),
      signal,
    });
  }

  #join(link: FrameLink, files: ReadonlyMap<string, string>): DebugRun {
    const { theTest, noCode, notSent, uncaught, tooMuch } = programCatalogue.words;
    const { stopAt } = this.debugged;
    const watcher: DebugWatcher = {
      begins: (session) => this.sources.open(session),
      talked: (line) => this.#say(line),
      gaveUp: (event, stopped) => this.#gaveUp(event, stopped),
      leaves: () => this.leave(),
    };
    const places = new Places(files, path.sep === '\\');
    const first = stopAt && { path: `${WORK}/${stopAt.file}`, line: stopAt.line };
    return new DebugRun(link, places, { theTest, noCode, notSent, uncaught, tooMuch }, watcher, first);
  }

  /** As for a run that is not debugged: one notification, which is gone with the first event of the sandbox. */
  #building(progress: BuildProgress): void {
    this.#build ??= this.sources.buildNews(() => this.leave());
    this.#build.show(progress);
  }

  #endBuild(): void {
    this.#build?.close();
    this.#build = null;
  }

  #event(event: SandboxEvent): void {
    this.#endBuild();
    if (event.event === 'collected' && event.tests.length === 0) this.#say(programCatalogue.words.debugNone, 'notable');
    if (event.event === 'started') this.#started(event.test);
    if (event.event === 'output') this.#output(event);
    if (event.event === 'finished') this.#finished(event);
  }

  #started(test: string): void {
    const item = this.debugged.item(test);
    if (item !== undefined) this.debugged.run.started(item);
    this.#isExplained = false;
    this.#say(programCatalogue.words.debugTest(item?.label ?? test));
  }

  #output({ text, stream }: OutputEvent): void {
    this.#adapter?.printed(text, stream);
  }

  /** What it says is no result: the test keeps the one that it had. */
  #finished({ outcome, test, failure }: FinishedEvent): void {
    const name = this.debugged.item(test)?.label ?? test;
    if (outcome === 'failed' && failure !== null && !this.#isExplained) this.#explain(failure);
    const isGood = outcome === 'passed';
    this.#say(programCatalogue.words.debugEnded(name, isGood), isGood ? 'good' : 'bad');
  }

  #gaveUp({ failure, programs }: GaveUpEvent, stopped: boolean): void {
    this.#explain(failure);
    if (stopped) this.#say(programCatalogue.words.debugLook);
    else for (const { frames } of programs.flatMap(({ threads }) => threads)) this.#waits(frames);
  }

  #explain(failure: Failure): void {
    const { words } = programCatalogue;
    const { title } = textOf({ code: failure.code, args: failure.args } as Parameters<typeof textOf>[0]);
    this.#isExplained = true;
    this.#say(words.debugGaveUp(failure.message ?? title), 'bad');
    const { expected, actual } = failure;
    if (expected !== null && actual !== null) this.#say(words.debugExpected(expected, actual));
  }

  /** Where a thread waits: the learner's lines alone, the innermost first. */
  #waits(frames: readonly StackFrame[]): void {
    const { words } = programCatalogue;
    const own = frames.flatMap(({ file, line, name }) => {
      const path = learnerFile(file);
      return path === null ? [] : [words.debugFrame(path, line, name)];
    });
    if (own.length > 0) this.#say([words.debugWaits, ...own].join('\n'));
  }

  #say(text: string, colour: Colour = 'plain'): void {
    this.#adapter?.say(text, colour);
  }
}
