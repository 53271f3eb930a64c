import { stripVTControlCharacters } from 'node:util';
import { CodedError } from '../contract/codes';
import { PROTOCOL } from '../contract/job';
import type { BuildMessage, Engine } from './engine';
import { refusedWith } from './failures';
import { SharedWork } from './shared';
import { type SourceFile, tarSources } from './sources';

export const IMAGE = 'codealong-python-runner';
export const LABELS = { source: 'codealong.source', protocol: 'codealong.protocol', base: 'codealong.base' } as const;

const REASON_CHARACTERS = 500;

/** How far a build is. Steps are 0 of 0 until the engine has said the first one. */
export interface BuildProgress {
  readonly step: number;
  readonly steps: number;
  /** The last line that the build said. */
  readonly line: string;
}

export interface ImageBuild {
  /** What the image is called, without a tag. */
  readonly repository: string;
  readonly files: readonly SourceFile[];
  /** Of the files, in hexadecimal. */
  readonly hash: string;
  /** Absolute path of the script that builds the image where no registry answers; named to the user when the build fails. */
  readonly script: string;
}

type Listener = (progress: BuildProgress) => void;
const running = new WeakMap<Engine, Map<string, SharedWork<BuildProgress, void>>>();

/** @returns the name of the image that is built from sources with this hash. */
export function hashRef({ repository, hash }: Pick<ImageBuild, 'repository' | 'hash'>): string {
  return `${repository}:${hash.slice(0, 12)}`;
}

/**
 * Builds the image from its sources and tags it with their hash and as `latest`. Those who ask for the same build at the same time
 * share it; it is given up when all of them have cancelled.
 * @throws CodedError `image-build-failed` {line, last, script, base}: the engine's error, the last line that the build said, the
 * script to run instead, and the name of the base image if that could not be had (else null).
 */
export async function build(
  engine: Engine,
  what: ImageBuild,
  onProgress: Listener,
  signal?: AbortSignal,
): Promise<void> {
  const builds = running.get(engine) ?? new Map<string, SharedWork<BuildProgress, void>>();
  running.set(engine, builds);
  const key = hashRef(what);
  const found = builds.get(key);
  const work =
    found === undefined || found.abandoned ? new SharedWork<BuildProgress, void>(buildOnce(engine, what)) : found;
  builds.set(key, work);
  try {
    await work.join('build', onProgress, signal);
  } finally {
    if (work.abandoned && builds.get(key) === work) builds.delete(key);
  }
}

function buildOnce(engine: Engine, what: ImageBuild) {
  return async (onProgress: Listener, signal: AbortSignal): Promise<void> => {
    const base = baseOf(what.files);
    const labels = await labelsFor(engine, what.hash, base, signal);
    const log = new BuildLog(onProgress);
    const tags = [hashRef(what), `${what.repository}:latest`];
    const building = engine.build(tarSources(what.files), { tags, labels }, (message) => log.take(message), { signal });
    await building.catch((error: unknown) => log.takeRefusal(error));
    if (log.error === null) return;
    const said = { line: log.error.slice(0, REASON_CHARACTERS), last: log.line.slice(0, REASON_CHARACTERS) };
    const missing = await isMissing(engine, base, signal);
    throw new CodedError('image-build-failed', { ...said, script: what.script, base: missing ? base : null });
  };
}

/** Where the base came from is said again: an image that ends in `FROM scratch` inherits no label. */
async function labelsFor(engine: Engine, hash: string, base: string | null, signal: AbortSignal) {
  const facts = base === null ? null : await engine.inspectImage(base, { signal });
  const from = facts?.labels[LABELS.base];
  const own = { [LABELS.source]: hash, [LABELS.protocol]: String(PROTOCOL) };
  return from === undefined ? own : { ...own, [LABELS.base]: from };
}

async function isMissing(engine: Engine, base: string | null, signal: AbortSignal): Promise<boolean> {
  return base !== null && base !== 'scratch' && (await engine.inspectImage(base, { signal })) === null;
}

/** @returns what `ARG BASE_IMAGE` or else the first `FROM` of the Dockerfile names. */
function baseOf(files: readonly SourceFile[]): string | null {
  const dockerfile = files.find(({ path }) => path === 'Dockerfile')?.bytes.toString('utf8') ?? '';
  const base = /^ARG\s+BASE_IMAGE=(\S+)/im.exec(dockerfile) ?? /^FROM\s+([^\s$]+)(?:\s|$)/im.exec(dockerfile);
  return base?.[1] ?? null;
}

/** What the builder says of itself, between the lines that tell something. */
const NOISE = /^(---> |Removing intermediate container )/;

/** Reads what a build says. */
class BuildLog {
  error: string | null = null;
  line = '';
  #step = 0;
  #steps = 0;

  constructor(private readonly onProgress: Listener) {}

  /** A Dockerfile that cannot be read at all is refused before the build says anything. */
  takeRefusal(error: unknown): void {
    if (!(error instanceof CodedError) || refusedWith(error) === null) throw error;
    this.take({ kind: 'error', text: String(error.args.reason) });
  }

  take({ kind, text }: BuildMessage): void {
    // The builder colours what a command wrote on stderr.
    const line = stripVTControlCharacters(text).trim();
    if (line === '' || NOISE.test(line)) return;
    if (kind === 'error') {
      this.error = line;
      return;
    }
    const step = /^Step (\d+)\/(\d+) :/.exec(line);
    if (step) [this.#step, this.#steps] = [Number(step[1]), Number(step[2])];
    this.line = line.split('\n').at(-1) ?? '';
    this.onProgress({ step: this.#step, steps: this.#steps, line: this.line });
  }
}
