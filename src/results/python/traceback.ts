import type { RaisedException, TracebackFrame } from '../../contract/language';

/** One of several exceptions in a text. */
export interface ToldException extends RaisedException {
  /** Its place in an exception group: 0 outside any group, else the running number of its branch. */
  readonly branch: number;
}

type MutableFrame = Omit<TracebackFrame, 'source'> & { readonly source: string[] };

const HEADER = /^(?:Exception Group )?Traceback \(most recent call last\):$/;
/** Stands before the traceback of a thread. */
const THREAD = /^Exception in thread /;
const FRAME_LINE = /^ {2}File "(.+)", line (\d{1,7})(?:, in (.+))?$/;
const EXCEPTION = /^([A-Za-z_][\w.<>]*)(?:: ?(.*))?$/;
const REPEATED = /^ {2}\[Previous line repeated \d+ more times?\]$/;
const GROUP_PREFIX = /^ *(?:\| |\|$|\+ (?=Exception Group Traceback))/;
const GROUP_BRANCH = /^ *\+(?:-\+)?-{4,}(?: (?:\d+|\.\.\.) -{4,})?$/;
/** `socketserver` writes such a line behind a traceback. */
const RULE = /^-{20,}$/;
/** The one SyntaxError that Python reports without a traceback: a file in another encoding than it declares. */
const ENCODING = /^SyntaxError: (Non-UTF-8 code .+) in file (.+) on line (\d{1,7}), (but no encoding declared)/;
const MESSAGE_LINES = 8;
/** A longer line is not part of a traceback and would only cost time. */
const LINE_MAX = 4096;

/**
 * Every exception in `text`, in the order of printing: causes before the exceptions that they caused. The text may contain anything
 * else. It may begin in the middle of a traceback, because only the end of a long stderr is kept.
 */
export function parseTracebacks(text: string): readonly ToldException[] {
  const reader = new Reader();
  for (const line of cutLines(text)) reader.take(line);
  return reader.found;
}

/** Reads line by line: frames, then the line that names the exception, then further lines of its message. */
class Reader {
  readonly found: ToldException[] = [];
  #frames: MutableFrame[] | null = null;
  #branches = 0;
  #branch = 0;
  #inThread = false;
  #before = '';
  #messageLines = 0;

  take(raw: string): void {
    const prefix = GROUP_PREFIX.exec(raw)?.[0] ?? '';
    const line = raw.slice(prefix.length);
    const place = FRAME_LINE.exec(line);
    const encoding = this.#frames === null ? ENCODING.exec(line) : null;
    if (encoding !== null) this.#encoding(encoding);
    else if (GROUP_BRANCH.test(raw)) this.#open(++this.#branches);
    // The contents of an exception group are indented deeper than the group's own traceback.
    else if (HEADER.test(line)) this.#open(prefix.length > 4 ? this.#branches : 0);
    else if (place !== null) this.#frame(place);
    else if (this.#frames !== null) this.#inside(this.#frames, line);
    else this.#message(line);
    this.#before = line;
  }

  #open(branch: number): void {
    this.#frames = [];
    this.#inThread = THREAD.test(this.#before);
    this.#branch = branch;
    this.#messageLines = 0;
  }

  #frame(place: RegExpExecArray): void {
    if (this.#frames === null) this.#open(0);
    this.#frames?.push(frameOf(place));
  }

  #encoding([, what = '', file = '', line, why = '']: RegExpExecArray): void {
    const frame = { file, line: Number(line), name: null, source: [] };
    this.found.push({ type: 'SyntaxError', message: `${what}, ${why}`, frames: [frame], branch: 0 });
  }

  #inside(frames: MutableFrame[], line: string): void {
    if (REPEATED.test(line)) return;
    if (line.startsWith('    ')) {
      frames.at(-1)?.source.push(line.slice(4));
      return;
    }
    const match = EXCEPTION.exec(line);
    this.#frames = null;
    if (match === null) return;
    const told = { type: match[1] ?? '', message: match[2] ?? '', frames, branch: this.#branch };
    this.found.push(this.#inThread ? { ...told, inThread: true } : told);
    this.#messageLines = MESSAGE_LINES;
  }

  #message(line: string): void {
    this.#messageLines = line.trim() === '' || RULE.test(line) ? 0 : this.#messageLines - 1;
    const last = this.#messageLines > 0 ? this.found.pop() : undefined;
    if (last !== undefined) this.found.push({ ...last, message: `${last.message}\n${line}` });
  }
}

/** The exception that ended the program: the last one, or the first leaf of an exception group. Null if there is none. */
export function finalException(text: string): ToldException | null {
  const all = parseTracebacks(text);
  const root = all.findLastIndex((raised) => raised.branch === 0);
  const top = all[root];
  if (top === undefined || !isGroup(top)) return top ?? null;
  const leaf = firstLeaf(all.slice(root + 1)) ?? top;
  // A leaf that was never raised has no lines of its own, so the group's are used.
  return leaf.frames.length > 0 ? leaf : { ...leaf, frames: top.frames };
}

/** In each branch the last exception counts: the earlier ones are its causes. */
function firstLeaf(inside: readonly ToldException[]): ToldException | null {
  const ends = inside.filter((raised, index) => inside[index + 1]?.branch !== raised.branch);
  return ends.find((raised) => !isGroup(raised)) ?? null;
}

function cutLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.slice(0, LINE_MAX));
}

function frameOf(match: RegExpExecArray): MutableFrame {
  return { file: match[1] ?? '', line: Number(match[2]), name: match[3] ?? null, source: [] };
}

function isGroup(raised: ToldException): boolean {
  return raised.type.endsWith('ExceptionGroup');
}
