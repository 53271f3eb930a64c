import { pythonAdvice } from './python/exception-hints';

/** Advice on an exception by its type and message; null for one without a hint. */
export type AdviceFor = (type: string, message: string) => string | null;

/** By the language of the course. Only the core describes failures, so the bundle of a window is without these. */
export const adviceCatalogue: Record<string, AdviceFor> = { python: pythonAdvice };
