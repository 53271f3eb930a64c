import { existsSync, readdirSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { CodedError } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import type { Address, Tls } from '../client/engine';
import { readSmallFile } from '../client/regular-file';
import { chosenContext, type DockerContext, type EndpointFiles, everyContext } from './docker-contexts';
import { parseAddress } from './parse-address';

/** Where an engine may be listening, and where its address came from. */
export interface Endpoint {
  readonly source: 'setting' | 'DOCKER_HOST' | 'context' | 'default';
  /** As the user would write it: the address that was given, the context's name, the socket's path. */
  readonly label: string;
  readonly address: Address;
}

/**
 * Where to look for an engine, best first. A setting is the only endpoint. Without one, `DOCKER_HOST` is. Without both, the current
 * docker context comes before the default sockets. `/var/run/docker.sock` is the first of those, because the docker command uses
 * it: an image that was built by hand must be found.
 * @param setting the value of `codealong.engine.host`; empty or undefined is none.
 * @throws CodedError `engine-bad-address` {source, value}.
 */
export function engineEndpoints(
  platform: Platform,
  setting: string | undefined,
  files: EndpointFiles,
): readonly Endpoint[] {
  const host = setting?.trim() || undefined;
  if (host !== undefined) return [givenEndpoint('setting', host, platform)];
  const fromEnv = platform.env.DOCKER_HOST?.trim() || undefined;
  if (fromEnv !== undefined) return [givenEndpoint('DOCKER_HOST', fromEnv, platform)];
  const context = chosenContext(platform, files);
  const defaults = defaultPaths(platform, files).map((path) => defaultEndpoint(path, platform));
  return context === null ? defaults : [contextEndpoint(context, platform), ...defaults];
}

/** An endpoint that could be asked. `address` is null when its text is not a valid address. */
export interface Candidate {
  readonly source: Endpoint['source'];
  readonly label: string;
  readonly address: Address | null;
  /** Whether a run would ask it. False when a setting, `DOCKER_HOST` or another context takes precedence. */
  readonly counts: boolean;
}

/** Every endpoint of this machine where an engine could be. Those that a run would ask come first, in its order. Never throws. */
export function everyEndpoint(
  platform: Platform,
  setting: string | undefined,
  files: EndpointFiles,
): readonly Candidate[] {
  const found = attempt(() => engineEndpoints(platform, setting, files));
  const used = 'code' in found ? [unreadable(found)] : found.map((endpoint) => ({ ...endpoint, counts: true }));
  const known = new Set(used.map(({ source, label }) => `${source} ${label}`));
  return [...used, ...others(platform, files).filter(({ source, label }) => !known.has(`${source} ${label}`))];
}

function others(platform: Platform, files: EndpointFiles): readonly Candidate[] {
  const fromEnv = platform.env.DOCKER_HOST?.trim() ?? '';
  const env =
    fromEnv === '' ? [] : [named('DOCKER_HOST', fromEnv, parseAddress(fromEnv, platform, tlsFromEnv(platform)))];
  const contexts = everyContext(platform, files).map(({ name, host, tls }) =>
    named('context', name, parseAddress(host, platform, tls)),
  );
  const defaults = defaultPaths(platform, files).map((path) => ({ ...defaultEndpoint(path, platform), counts: false }));
  return [...env, ...contexts, ...defaults];
}

function named(source: Endpoint['source'], label: string, address: Address | null): Candidate {
  return { source, label, address, counts: false };
}

/** An endpoint whose address is invalid. No other is asked instead. */
function unreadable({ args: { source, value } }: CodedError<'engine-bad-address'>): Candidate {
  return { source, label: value, address: null, counts: true };
}

function attempt<T>(work: () => T): T | CodedError<'engine-bad-address'> {
  try {
    return work();
  } catch (error) {
    if (error instanceof CodedError && error.code === 'engine-bad-address') return error;
    throw error;
  }
}

function givenEndpoint(source: 'setting' | 'DOCKER_HOST', value: string, platform: Platform): Endpoint {
  const address = parseAddress(value, platform, tlsFromEnv(platform));
  if (address === null) throw new CodedError('engine-bad-address', { source, value });
  return { source, label: value, address };
}

function contextEndpoint(context: DockerContext, platform: Platform): Endpoint {
  const address = parseAddress(context.host, platform, context.tls);
  if (address === null) throw new CodedError('engine-bad-address', { source: 'context', value: context.host });
  return { source: 'context', label: context.name, address };
}

function defaultEndpoint(path: string, { platform }: Platform): Endpoint {
  return { source: 'default', label: path, address: { kind: platform === 'win32' ? 'npipe' : 'unix', path } };
}

/** `DOCKER_TLS_VERIFY` asks for TLS. Certificates without it mean TLS whose engine is not verified. */
function tlsFromEnv({ platform, env, home }: Platform): Tls | null {
  const verify = (env.DOCKER_TLS_VERIFY ?? '') !== '';
  const folder = env.DOCKER_CERT_PATH || null;
  if (!verify && folder === null) return null;
  const join = platform === 'win32' ? win32.join : posix.join;
  return { folder: folder ?? join(home, '.docker'), verify };
}

function defaultPaths({ platform, env, home }: Platform, files: EndpointFiles): readonly string[] {
  if (platform === 'win32')
    return ['//./pipe/docker_engine', '//./pipe/dockerDesktopLinuxEngine', '//./pipe/podman-machine-default'];
  const runtime = env.XDG_RUNTIME_DIR || null;
  const inHome = (...parts: readonly string[]) => posix.join(home, ...parts);
  return [
    '/var/run/docker.sock',
    ...(runtime === null ? [] : [posix.join(runtime, 'docker.sock')]),
    inHome('.docker', 'run', 'docker.sock'),
    inHome('.docker', 'desktop', 'docker.sock'),
    ...colimaPaths(env, home, files),
    inHome('.rd', 'docker.sock'),
    ...(platform === 'darwin' ? [inHome('.orbstack', 'run', 'docker.sock')] : []),
    ...(runtime === null ? [] : [posix.join(runtime, 'podman', 'podman.sock')]),
    ...(platform === 'linux' ? ['/run/podman/podman.sock'] : []),
    ...(platform === 'darwin' ? podmanMachinePaths(env, home, files) : []),
  ];
}

/** Colima has a socket in the folder of each profile: in the folder that is named, or in that of old, or in the one for settings. */
function colimaPaths(env: Platform['env'], home: string, files: EndpointFiles): readonly string[] {
  const settings = env.XDG_CONFIG_HOME || posix.join(home, '.config');
  const named = env.COLIMA_HOME ? [env.COLIMA_HOME] : [];
  const folders = new Set([...named, posix.join(home, '.colima'), posix.join(settings, 'colima')]);
  return [...folders].flatMap((folder) =>
    files
      .list(folder)
      // Folders of its own, such as `_lima`, begin so.
      .filter((profile) => !profile.startsWith('_'))
      .map((profile) => posix.join(folder, profile, 'docker.sock')),
  );
}

/** Podman's machine links its socket to a place in the home folder; the socket itself is in the folder for temporary files. */
function podmanMachinePaths(env: Platform['env'], home: string, files: EndpointFiles): readonly string[] {
  const linked = posix.join(home, '.local', 'share', 'containers', 'podman', 'machine', 'podman.sock');
  const folder = env.TMPDIR ? posix.join(env.TMPDIR, 'podman') : null;
  const sockets = folder === null ? [] : files.list(folder).filter((name) => name.endsWith('-api.sock'));
  return [linked, ...sockets.map((name) => posix.join(folder ?? '', name))];
}

/** The host's own disk. */
export const hostFiles: EndpointFiles = {
  readFile: (path) => quietly(() => readSmallFile(path).toString('utf8'), null),
  list: (folder) => quietly(() => readdirSync(folder).sort(), []),
};

function quietly<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/**
 * Whether an engine may be there, judged by the disk alone. For background work that is not worth a real search. Does not load the
 * Docker library. A pipe or an address cannot be judged from the disk, and counts as there.
 */
export function engineSeemsThere(platform: Platform, host: string | null): boolean {
  try {
    return engineEndpoints(platform, host ?? undefined, hostFiles).some(({ address }) => mayAnswer(address));
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}

function mayAnswer(address: Address): boolean {
  return address.kind !== 'unix' || existsSync(address.path);
}
