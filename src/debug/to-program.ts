import type { DapRequest } from './dap';
import { isRecord } from './kept';
import type { Places } from './places';

type Arguments = Readonly<Record<string, unknown>>;

/** What the debugger in the image can do, as far as it is used. Said by us: what a program says of itself counts for nothing. */
export const CAPABILITIES = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsCompletionsRequest: true,
  supportsExceptionInfoRequest: true,
  supportsTerminateRequest: true,
  supportTerminateDebuggee: true,
} as const;

/** What an editor may ask a program's debugger, as it is asked. A command that is not here is refused. */
const ASKED: Readonly<Record<string, (given: Arguments, places: Places) => Arguments | null>> = {
  threads: () => ({}),
  stackTrace: same,
  scopes: same,
  variables: same,
  evaluate: same,
  setVariable: same,
  setExpression: same,
  completions: same,
  exceptionInfo: same,
  next: same,
  stepIn: same,
  stepOut: same,
  // A thread that went on alone would wait for one that still stands.
  continue: () => ({ threadId: '*' }),
  pause: () => ({ threadId: '*' }),
  setBreakpoints: (given, places) => {
    const path = isRecord(given.source) ? places.there(given.source.path) : null;
    return path === null ? null : { ...given, source: { path } };
  },
  // An exception in a handler of asyncio is none that nobody catches, and the learner's code does not catch it either.
  setExceptionBreakpoints: (given) => {
    const wanted = Array.isArray(given.filters) && given.filters.includes('uncaught');
    return { filters: wanted ? ['uncaught', 'userUnhandled'] : [] };
  },
  configurationDone: () => ({}),
};

/** The program goes on with these, so its clock does, too. */
const RESUMES: ReadonlySet<string> = new Set(['continue', 'next', 'stepIn', 'stepOut']);

export type Asked = { readonly arguments: Arguments; readonly resumes: boolean };

export function mayAsk(command: string): boolean {
  return Object.hasOwn(ASKED, command);
}

/** @returns null for a file that was not sent */
export function askedOfProgram(request: DapRequest, places: Places): Asked | null {
  const made = ASKED[request.command]?.(request.arguments ?? {}, places) ?? null;
  return made === null ? null : { arguments: made, resumes: RESUMES.has(request.command) };
}

function same(given: Arguments): Arguments {
  return given;
}

/** How many breakpoints these arguments ask for. */
export function countOf(given: Readonly<Record<string, unknown>> | undefined): number {
  return Array.isArray(given?.breakpoints) ? given.breakpoints.length : 0;
}

/** The answer to breakpoints in a file that is no part of the program. */
export function unverified(request: DapRequest, message: string): Readonly<Record<string, unknown>> {
  const asked = Array.isArray(request.arguments?.breakpoints) ? request.arguments.breakpoints : [];
  return { breakpoints: asked.map((one: { line?: number }) => ({ verified: false, line: one.line, message })) };
}
