import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { CodedError } from '../../contract/codes';
import { type Decoder, flag, object, text } from '../../contract/decode';
import type { Platform } from '../../contract/platform';
import type { Tls } from '../client/engine';

/** The disk, as far as it is read here. Neither method throws: an unreadable file counts as missing. */
export interface EndpointFiles {
  readFile(path: string): string | null;
  /** Sorted names in a folder; none when it is missing. */
  list(folder: string): readonly string[];
}

/** A docker context: a named engine that the user chose with `docker context use`. */
export interface DockerContext {
  readonly name: string;
  readonly host: string;
  readonly tls: Tls | null;
}

const decodeConfig = object<{ currentContext: string }>({ currentContext: text });
const decodeEndpoint = object<{ Host: string; SkipTLSVerify: boolean | undefined }>({
  Host: text,
  SkipTLSVerify: (value, path) => (value === undefined ? undefined : flag(value, path)),
});
const decodeMeta = object<{ Endpoints: { docker: { Host: string; SkipTLSVerify: boolean | undefined } } }>({
  Endpoints: object({ docker: decodeEndpoint }),
});
const decodeName = object<{ Name: string }>({ Name: text });

/**
 * The context that the docker command would use: `DOCKER_CONTEXT`, else the one in its configuration. Null when it is the default
 * one, or when the configuration names one that is gone, as an uninstalled Docker Desktop leaves behind.
 * @throws CodedError `engine-bad-address` {source: 'context', value} when `DOCKER_CONTEXT` names no context.
 */
export function chosenContext(platform: Platform, files: EndpointFiles): DockerContext | null {
  const { folder, join } = configuration(platform);
  const asked = platform.env.DOCKER_CONTEXT || null;
  const name = asked ?? read(files, configFile(platform), decodeConfig)?.currentContext ?? '';
  if (name === '' || name === 'default') return null;
  const found = readContext(name, files, (...parts) => join(folder, 'contexts', ...parts));
  if (found === null && asked !== null) throw new CodedError('engine-bad-address', { source: 'context', value: name });
  return found;
}

/** All contexts, sorted by name. */
export function everyContext(platform: Platform, files: EndpointFiles): readonly DockerContext[] {
  const { folder, join } = configuration(platform);
  const inContexts = (...parts: string[]) => join(folder, 'contexts', ...parts);
  const names = files
    .list(inContexts('meta'))
    .flatMap((id) => read(files, inContexts('meta', id, 'meta.json'), decodeName)?.Name ?? []);
  return names.sort().flatMap((name) => readContext(name, files, inContexts) ?? []);
}

/** The file in which docker keeps the chosen context. */
export function configFile(platform: Platform): string {
  const { folder, join } = configuration(platform);
  return join(folder, 'config.json');
}

function configuration({ platform, env, home }: Platform) {
  const { join } = platform === 'win32' ? win32 : posix;
  return { folder: env.DOCKER_CONFIG || join(home, '.docker'), join };
}

function readContext(
  name: string,
  files: EndpointFiles,
  inContexts: (...parts: string[]) => string,
): DockerContext | null {
  // Docker names a context's folder by the hash of the context's name.
  const id = createHash('sha256').update(name, 'utf8').digest('hex');
  const endpoint = read(files, inContexts('meta', id, 'meta.json'), decodeMeta)?.Endpoints.docker;
  if (endpoint === undefined || endpoint.Host === '') return null;
  const certificates = inContexts('tls', id, 'docker');
  const folder = files.list(certificates).length > 0 ? certificates : null;
  const insecure = endpoint.SkipTLSVerify === true;
  return { name, host: endpoint.Host, tls: folder === null && !insecure ? null : { folder, verify: !insecure } };
}

/** @returns null when the file is missing or invalid. */
function read<T>(files: EndpointFiles, path: string, decode: Decoder<T>): T | null {
  const content = files.readFile(path);
  if (content === null) return null;
  try {
    return decode(JSON.parse(content), '');
  } catch {
    return null;
  }
}
