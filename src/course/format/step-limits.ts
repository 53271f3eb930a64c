import type { Message } from '../../contract/codes';
import { DEFAULT_LIMITS, type Limits, MAXIMUM_LIMITS } from '../../contract/limits';
import type { CourseText, StepText } from './format';

/** The limits of a run, and a note `limit-clamped` for each limit that is lower than the course asked for. */
export interface ResolvedLimits {
  readonly limits: Limits;
  readonly notes: readonly Message[];
}

const LIMIT_NAMES = ['timeout_seconds', 'memory_mb', 'pids', 'cpus'] as const;

/** The step's limits, else the course's, else the defaults; never more than `maxima` (the user's settings). */
export function resolveLimits(
  step: Pick<StepText, 'limits'>,
  course: Pick<CourseText, 'limits'>,
  defaults: Limits = DEFAULT_LIMITS,
  maxima: Limits = MAXIMUM_LIMITS,
): ResolvedLimits {
  const asked = { ...course.limits, ...step.limits };
  const wanted = { ...defaults, ...asked };
  const given = Object.fromEntries(LIMIT_NAMES.map((name) => [name, Math.min(wanted[name], maxima[name])]));
  const limits = { ...defaults, ...given };
  return { limits, notes: LIMIT_NAMES.flatMap((name) => clamped(name, asked[name], limits[name])) };
}

/** A default that the user's own setting lowers needs no note: the course did not ask for more. */
function clamped(limit: string, asked: number | undefined, given: number): readonly Message[] {
  if (asked === undefined || asked <= given) return [];
  return [{ code: 'limit-clamped', args: { limit, asked, given } }];
}
