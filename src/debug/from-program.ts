import type { Event, Unnumbered } from './dap';
import { expression, fields, isRecord, type Keep, line, lines, many, optional, truth, whole, word } from './kept';
import type { Places } from './places';

/** What the programs of courses say on lines that nobody has written code on; see `docker/runner/debuggee.py`. */
const NO_CODE = 'codealong:no-code';

/** Words for what an editor shows. */
export interface DebugTexts {
  /** A breakpoint on a line without code. */
  readonly noCode: string;
  /** A breakpoint in a file that is no part of the program. */
  readonly notSent: string;
  /** The scope with what the test has said. */
  readonly theTest: string;
  /** The switch for stops at exceptions that nobody catches. */
  readonly uncaught: string;
  /** The debugger of a program is not listened to any more. */
  readonly tooMuch: string;
}

export interface Filter {
  /** The body of a response to this command, as it may be shown. */
  response(command: string, body: unknown): Readonly<Record<string, unknown>>;
  /** An event that may be passed on; null for any other. */
  event(message: unknown): Unnumbered<Event> | null;
}

const hint = optional(
  fields({
    kind: optional(word('property', 'method', 'class', 'data', 'event', 'virtual')),
    visibility: optional(word('public', 'private', 'protected')),
    attributes: optional(many(word('static', 'constant', 'readOnly', 'rawString', 'hasSideEffects'), 8)),
  }),
);
const counts = { namedVariables: optional(whole), indexedVariables: optional(whole) };
const value = { type: optional(line(200)), variablesReference: whole, ...counts };
const scope = { name: line(200), variablesReference: whole, expensive: truth, ...counts };
const completion = {
  label: line(200),
  start: optional(whole),
  length: optional(whole),
  type: optional(word('function', 'module', 'class', 'field')),
};
const details = { message: optional(lines()), typeName: optional(line(200)), stackTrace: optional(lines()) };
const exception = {
  exceptionId: line(200),
  description: optional(lines()),
  breakMode: () => 'unhandled',
  details: optional(fields(details)),
};
const variable = {
  name: line(500),
  value: lines(),
  evaluateName: optional(expression),
  presentationHint: hint,
  ...value,
};

type Shapes = Readonly<Record<string, (body: unknown) => Readonly<Record<string, unknown>>>>;

/** Shapes that name a file or hold our own words. */
interface Named {
  readonly source: Keep;
  readonly breakpoint: (value: unknown) => Readonly<Record<string, unknown>>;
}

/** Only what is named here passes. It knows neither the session nor the run, and keeps nothing. */
export function filterOf(places: Places, texts: DebugTexts): Filter {
  const named = namedBy(places, texts);
  const [bodies, events] = [bodiesOf(named), eventsOf(named)];
  return {
    response: (command, body) => (Object.hasOwn(bodies, command) ? bodies[command]?.(body) : undefined) ?? {},
    event: (said) => {
      if (!isRecord(said) || typeof said.event !== 'string' || !Object.hasOwn(events, said.event)) return null;
      return { type: 'event', event: said.event, body: events[said.event]?.(said.body) ?? {} };
    },
  };
}

function namedBy(places: Places, texts: DebugTexts): Named {
  const source: Keep = (given) => {
    const path = isRecord(given) ? places.here(given.path) : null;
    return path === null ? undefined : { name: path.split(/[\\/]/).at(-1), path };
  };
  const message: Keep = (said) => (said === NO_CODE ? texts.noCode : line()(said));
  const known = { verified: truth, id: optional(whole), line: optional(whole), message: optional(message) };
  return { source, breakpoint: fields({ ...known, source }) };
}

function bodiesOf({ source, breakpoint }: Named): Shapes {
  const frame = { id: whole, name: line(500), line: whole, column: whole, endColumn: optional(whole), source };
  return {
    threads: fields({ threads: many(fields({ id: whole, name: line(200) }), 100) }),
    stackTrace: fields({ stackFrames: many(fields(frame)), totalFrames: optional(whole) }),
    scopes: fields({ scopes: many(fields(scope), 20) }),
    variables: fields({ variables: many(fields(variable)) }),
    evaluate: fields({ result: lines(), presentationHint: hint, ...value }),
    setVariable: fields({ value: lines(), ...value }),
    setExpression: fields({ value: lines(), ...value }),
    setBreakpoints: fields({ breakpoints: many(breakpoint) }),
    exceptionInfo: fields(exception),
    completions: fields({ targets: many(fields(completion), 500) }),
    continue: () => ({ allThreadsContinued: true }),
  };
}

function eventsOf({ source, breakpoint }: Named): Shapes {
  return {
    stopped: fields({
      reason: (said) => word('step', 'breakpoint', 'exception', 'pause', 'goto')(said) ?? 'pause',
      description: optional(line()),
      text: optional(line()),
      threadId: whole,
      allThreadsStopped: () => true,
    }),
    continued: fields({ threadId: whole, allThreadsContinued: () => true }),
    thread: fields({ reason: (said) => word('started', 'exited')(said) ?? 'started', threadId: whole }),
    output: fields({ category: () => 'console', output: lines(), source, line: optional(whole) }),
    breakpoint: fields({ reason: () => 'changed', breakpoint }),
  };
}
