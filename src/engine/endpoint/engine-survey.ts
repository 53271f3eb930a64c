import { CodedError } from '../../contract/codes';
import type { EngineVersion } from '../client/engine';
import {
  askEndpoint,
  type ConnectFailure,
  type Connection,
  type ConnectOptions,
  type ConnectReason,
  detailOf,
  mostUseful,
} from './connect';
import { type Candidate, type Endpoint, everyEndpoint } from './endpoints';

/** The answer of one endpoint. */
export interface EndpointAnswer {
  readonly endpoint: Pick<Candidate, 'source' | 'label' | 'counts'>;
  /** The host in the address; null for a socket of this machine. */
  readonly host: string | null;
  /** `unusable`: an invalid address, invalid certificates, or an engine on another machine to which there is no way. */
  readonly answer: 'answers' | ConnectReason | 'unusable' | 'not-asked';
  /** The system's name of the error (`ENOENT`), why ssh failed (`denied`), or the code of a CodedError; empty for an answer. */
  readonly detail: string;
  /** The engine's version; null without an answer, and for one that answers without saying it in time. */
  readonly version: string | null;
  readonly used: boolean;
}

/** An engine that answered, with what it says of its version within the usual time of a call; null when it does not. */
export interface SurveyedEngine extends Connection {
  readonly version: EngineVersion | null;
}

export interface EngineSurvey {
  readonly asked: readonly EndpointAnswer[];
  /** The engine that a run would use; null without one. The caller closes it. */
  readonly connection: SurveyedEngine | null;
  /** Why there is no connection; null when there is one. */
  readonly problem: CodedError | null;
}

/**
 * Asks every endpoint of this machine at once, including those that a run would not ask. Those behind ssh are asked only where a run
 * would: each of them is a login on somebody's machine.
 * @throws CodedError `cancelled`.
 */
export async function surveyEngines(options: ConnectOptions): Promise<EngineSurvey> {
  const candidates = everyEndpoint(options.platform, options.host, options.files);
  const answers = await everyAnswer(candidates.map((candidate) => askCandidate(candidate, options)));
  const chosen = choose(candidates, answers);
  for (const answer of answers) if ('engine' in answer && answer !== chosen) answer.engine.close();
  const asked = candidates.map((candidate, at) => answerOf(candidate, answers[at] as Answer, answers[at] === chosen));
  const connection = chosen !== null && 'engine' in chosen ? chosen : null;
  return { asked, connection, problem: connection === null ? problemOf(chosen, candidates, answers, options) : null };
}

/** In place of the answer of an endpoint behind ssh that a run would not ask. */
const NOT_ASKED = { asked: false } as const;

type Answer = SurveyedEngine | ConnectFailure | CodedError | typeof NOT_ASKED;

/** Rejects with the first rejection, after all have ended and every connection is closed. */
async function everyAnswer(asking: readonly Promise<Answer>[]): Promise<readonly Answer[]> {
  try {
    return await Promise.all(asking);
  } catch (error) {
    for (const one of await Promise.allSettled(asking))
      if (one.status === 'fulfilled' && 'engine' in one.value) one.value.engine.close();
    throw error;
  }
}

async function askCandidate({ address, source, label, counts }: Candidate, options: ConnectOptions): Promise<Answer> {
  if (address?.kind === 'ssh' && !counts) return NOT_ASKED;
  if (address === null) return new CodedError('engine-bad-address', { source, value: label });
  try {
    const asked = await askEndpoint({ source, label, address } satisfies Endpoint, options);
    return 'engine' in asked ? { ...asked, version: await versionOf(asked, options) } : asked;
  } catch (error) {
    if (!(error instanceof CodedError) || options.signal?.aborted) throw error;
    return error;
  }
}

/** @throws CodedError `cancelled`. */
async function versionOf({ engine }: Connection, { signal }: ConnectOptions): Promise<EngineVersion | null> {
  try {
    return await engine.version({ signal });
  } catch (error) {
    if (!signal?.aborted) return null;
    engine.close();
    throw error;
  }
}

/** What a run would take: the first answer, unless an unusable endpoint comes before it. */
function choose(candidates: readonly Candidate[], answers: readonly Answer[]): Answer | null {
  const counting = answers.filter((_, at) => candidates[at]?.counts);
  return counting.find((answer) => 'engine' in answer || answer instanceof CodedError) ?? null;
}

function problemOf(
  chosen: Answer | null,
  candidates: readonly Candidate[],
  answers: readonly Answer[],
  { platform }: ConnectOptions,
): CodedError {
  if (chosen instanceof CodedError) return chosen;
  const failures = answers.flatMap((answer, at) => ('reason' in answer && candidates[at]?.counts ? [answer] : []));
  return mostUseful(failures, platform);
}

function answerOf({ source, label, counts, address }: Candidate, answer: Answer, used: boolean): EndpointAnswer {
  const endpoint = { source, label, counts };
  const host = address !== null && 'host' in address ? address.host : null;
  const nothing = { endpoint, host, version: null, used: false };
  if ('asked' in answer) return { ...nothing, answer: 'not-asked', detail: '' };
  // What ssh said names people and machines. It is a part of the advice for the chosen endpoint alone.
  if ('code' in answer)
    return {
      ...nothing,
      answer: 'unusable',
      detail: answer.code === 'engine-ssh' ? (answer as CodedError<'engine-ssh'>).args.why : detailOf(answer),
    };
  if ('engine' in answer)
    return { endpoint, host, answer: 'answers', detail: '', version: answer.version?.version ?? null, used };
  return { ...nothing, answer: answer.reason, detail: detailOf(answer.cause) };
}
