import { CodedError } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import type { Engine } from '../client/engine';
import { refusedWith } from '../client/failures';
import { openEngine } from '../client/open-engine';
import { sshTarget } from '../client/ssh-command';
import type { EndpointFiles } from './docker-contexts';
import { type Endpoint, engineEndpoints } from './endpoints';
import { causeCode, tlsTroubleOf } from './tls-trouble';

/** An engine that answered. Its owner closes it. */
export interface Connection {
  readonly engine: Engine;
  readonly endpoint: Endpoint;
}

export interface ConnectOptions {
  readonly platform: Platform;
  /** The setting `codealong.engine.host`; empty or undefined is none. */
  readonly host?: string | undefined;
  readonly files: EndpointFiles;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that an endpoint may take to answer. Unless given: 2,000, and 20,000 for the handshake of ssh before that. */
  readonly answerMs?: number | undefined;
}

const ANSWER_MS = 2_000;
const SSH_ANSWER_MS = 20_000;

/** Why an endpoint gave no engine, most useful first. The first two name something that exists and can be repaired. */
const REASONS = [
  'engine-no-permission',
  'engine-not-running',
  'engine-no-answer',
  'engine-not-docker',
  'engine-not-found',
] as const;
export type ConnectReason = (typeof REASONS)[number];

const REASON_OF: Readonly<Record<string, ConnectReason>> = {
  EACCES: 'engine-no-permission',
  EPERM: 'engine-no-permission',
  ECONNREFUSED: 'engine-not-running',
  // A regular file where a socket was expected (macOS).
  ENOTSOCK: 'engine-not-running',
  ENOENT: 'engine-not-found',
  ENOTDIR: 'engine-not-found',
  ENOTFOUND: 'engine-not-found',
  EAI_AGAIN: 'engine-not-found',
};

export interface ConnectFailure {
  readonly reason: ConnectReason;
  readonly endpoint: Endpoint;
  readonly cause: unknown;
}

/**
 * Asks the endpoints of this machine, one after the other, and returns the first engine that answers.
 * @throws CodedError one of REASONS {place, source, detail, platform, tried}, `engine-bad-address`,
 * `engine-bad-certificate`, `engine-ssh`, `engine-tls`, `cancelled`.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { platform, host, files } = options;
  const failures: ConnectFailure[] = [];
  for (const endpoint of engineEndpoints(platform, host, files)) {
    const asked = await askEndpoint(endpoint, options);
    if ('engine' in asked) return asked;
    failures.push(asked);
  }
  throw mostUseful(failures, platform);
}

/**
 * @throws CodedError for an engine on another machine that cannot be had as it was chosen (`engine-ssh`, `engine-tls`) and for
 * `engine-bad-certificate`: no other engine takes its place. `cancelled`.
 */
export async function askEndpoint(
  endpoint: Endpoint,
  { signal, answerMs }: Pick<ConnectOptions, 'signal' | 'answerMs'>,
): Promise<Connection | ConnectFailure> {
  const ms = answerMs ?? (endpoint.address.kind === 'ssh' ? SSH_ANSWER_MS : ANSWER_MS);
  const engine = await openEngine(endpoint.address);
  try {
    // A ping says all that a run has to know. For its version, Podman starts other programs.
    await engine.ping({ signal, ms });
    return { engine, endpoint };
  } catch (error) {
    engine.close();
    if (signal?.aborted) throw error;
    await throwOfFar(endpoint, error);
    return { reason: connectReasonOf(error), endpoint, cause: error };
  }
}

/** Throws why an engine on another machine cannot be had, where the way there is to blame. */
async function throwOfFar({ address, label: place }: Endpoint, error: unknown): Promise<void> {
  if (address.kind === 'ssh') throw sshFailure(sshTarget(address), error);
  const why = address.kind === 'tcp' ? await tlsTroubleOf(address, error) : null;
  if (why === null || address.kind !== 'tcp') return;
  const args = { place, why, folder: address.tls?.folder ?? null, detail: causeCode(error) };
  throw new CodedError('engine-tls', args, { cause: error });
}

function sshFailure(host: string, error: unknown): CodedError {
  if (error instanceof CodedError && error.code === 'engine-ssh') return error;
  const late = error instanceof CodedError && error.code === 'engine-call-timeout';
  return new CodedError('engine-ssh', { host, why: late ? 'late' : 'other', said: detailOf(error) }, { cause: error });
}

/** The default stands for a refusal, a late answer, and a broken one. */
function connectReasonOf(error: unknown): ConnectReason {
  return isOfAnother(error) ? 'engine-not-docker' : (REASON_OF[detailOf(error)] ?? 'engine-no-answer');
}

/** Whether something else answered a ping: not in HTTP, with other words, or without knowing it. */
function isOfAnother(error: unknown): boolean {
  const status = refusedWith(error);
  return status === null ? /^HPE_/.test(detailOf(error)) : status < 400 || status === 404;
}

/** The system's name of the error (`ENOENT`), the last line that ssh said, or the code of a CodedError. */
export function detailOf(error: unknown): string {
  if (!(error instanceof CodedError)) return '';
  if (error.code === 'engine-ssh') return error.args.said.split('\n').at(-1) || error.args.why;
  if (error.code === 'engine-tls') return error.args.detail || error.args.why;
  return error.code === 'engine-lost' ? String(error.args.reason) : error.code;
}

export function mostUseful(failures: readonly ConnectFailure[], { platform }: Platform): CodedError {
  const tried = failures.map(({ endpoint }) => endpoint.label).join(', ');
  const best = REASONS.flatMap((reason) => failures.filter((failure) => failure.reason === reason))[0];
  if (best === undefined)
    return new CodedError('engine-not-found', { place: '', source: '', detail: '', platform, tried });
  const { endpoint, cause } = best;
  const args = { place: endpoint.label, source: endpoint.source, detail: detailOf(cause), platform, tried };
  return new CodedError(best.reason, args, { cause });
}
