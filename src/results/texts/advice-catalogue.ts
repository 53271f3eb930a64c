import { pythonAdvice } from './python/exception-hints';

/** Advice on an exception by its type and message; null for one without a hint. */
export type AdviceFor = (type: string, message: string) => string | null;

/** By the language of the program. Only the core needs these, so that a window does not load them. */
export const adviceCatalogue = {
  python: pythonAdvice,
} satisfies Readonly<Record<string, AdviceFor>>;
