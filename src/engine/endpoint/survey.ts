import { CodedError } from '../../contract/codes';
import {
  type ConnectFailure,
  type Connection,
  type ConnectOptions,
  type ConnectReason,
  detailOf,
  mostUseful,
  probeEndpoint,
} from './connect';
import { type Candidate, type Endpoint, everyEndpoint } from './endpoints';

/** The answer of one place. */
export interface Probe {
  readonly place: Pick<Candidate, 'source' | 'label' | 'counts'>;
  /** The host in the address; null for a socket of this machine. */
  readonly host: string | null;
  /** `unusable`: an invalid address, an engine over SSH, or invalid certificates. */
  readonly answer: 'answers' | ConnectReason | 'unusable';
  /** The system's name of the error (`ENOENT`), or the code of a CodedError; empty for an answer. */
  readonly detail: string;
  /** The engine's version; null without an answer. */
  readonly version: string | null;
  readonly used: boolean;
}

export interface Survey {
  readonly asked: readonly Probe[];
  /** The engine that a run would use; null without one. The caller closes it. */
  readonly connection: Connection | null;
  /** Why there is no connection; null when there is one. */
  readonly problem: CodedError | null;
}

/** Asks every place of this machine at once, including those that a run would not ask. @throws CodedError `cancelled`. */
export async function survey(options: ConnectOptions): Promise<Survey> {
  const places = everyEndpoint(options.platform, options.host, options.files);
  const answers = await everyAnswer(places.map((place) => askCandidate(place, options)));
  const chosen = choose(places, answers);
  for (const answer of answers) if ('engine' in answer && answer !== chosen) answer.engine.close();
  const asked = places.map((place, at) => describe(place, answers[at] as Answer, answers[at] === chosen));
  const connection = chosen !== null && 'engine' in chosen ? chosen : null;
  return { asked, connection, problem: connection === null ? problemOf(chosen, places, answers, options) : null };
}

type Answer = Connection | ConnectFailure | CodedError;

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

async function askCandidate({ address, ...place }: Candidate, options: ConnectOptions): Promise<Answer> {
  const { source, label } = place;
  if (address === null) return new CodedError('engine-bad-address', { source, value: label });
  try {
    return await probeEndpoint({ source, label, address } satisfies Endpoint, options);
  } catch (error) {
    if (!(error instanceof CodedError) || options.signal?.aborted) throw error;
    return error;
  }
}

/** What a run would take: the first answer, unless an unusable place comes before it. */
function choose(places: readonly Candidate[], answers: readonly Answer[]): Answer | null {
  const counting = answers.filter((_, at) => places[at]?.counts);
  return counting.find((answer) => 'engine' in answer || answer instanceof CodedError) ?? null;
}

function problemOf(
  chosen: Answer | null,
  places: readonly Candidate[],
  answers: readonly Answer[],
  { platform }: ConnectOptions,
): CodedError {
  if (chosen instanceof CodedError) return chosen;
  const failures = answers.flatMap((answer, at) => ('reason' in answer && places[at]?.counts ? [answer] : []));
  return mostUseful(failures, platform);
}

function describe({ source, label, counts, address }: Candidate, answer: Answer, used: boolean): Probe {
  const place = { source, label, counts };
  const host = address !== null && 'host' in address ? address.host : null;
  if ('code' in answer) return { place, host, answer: 'unusable', detail: answer.code, version: null, used: false };
  if ('engine' in answer) return { place, host, answer: 'answers', detail: '', version: answer.version.version, used };
  return { place, host, answer: answer.reason, detail: detailOf(answer.cause), version: null, used: false };
}
