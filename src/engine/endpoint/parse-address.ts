import type { Platform } from '../../contract/platform';
import type { Address, Tls } from '../client/engine';

const PLAIN_PORT = 2375;
const TLS_PORT = 2376;
const DEFAULT_SOCKET = '/var/run/docker.sock';
const DEFAULT_PIPE = '//./pipe/docker_engine';

/**
 * Reads an address as the docker command does, and a bare path too: `unix:///run/x.sock`, `npipe:////./pipe/x`, `tcp://host:2375`,
 * `host:2375`, `ssh://user@host:22/run/x.sock`. `tls` applies to a TCP address whose scheme does not decide.
 * @returns null for any other form, and for one that this platform does not have.
 */
export function parseAddress(value: string, { platform }: Pick<Platform, 'platform'>, tls: Tls | null): Address | null {
  const windows = platform === 'win32';
  const pipe = /^(?:npipe:)?([/\\]{2}\.[/\\]pipe[/\\].+)$|^npipe:\/\/(.*)$/i.exec(value);
  if (pipe) return windows ? pipeAddress(pipe[1] ?? pipe[2] ?? '') : null;
  const socket = /^(?:unix:\/\/)?(\/.*)$|^unix:\/\/()$/.exec(value);
  if (socket) return windows ? null : { kind: 'unix', path: socket[1] ?? DEFAULT_SOCKET };
  return parseUrl(value, tls);
}

function pipeAddress(path: string): Address | null {
  if (path === '') return { kind: 'npipe', path: DEFAULT_PIPE };
  const forward = path.replaceAll('\\', '/');
  return forward.toLowerCase().startsWith('//./pipe/') ? { kind: 'npipe', path: forward } : null;
}

function parseUrl(value: string, tls: Tls | null): Address | null {
  const text = value.includes('://') ? value : `tcp://${value}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const { protocol, hostname, port } = url;
  // Brackets around an IPv6 address belong to URLs only; a connection needs it without them.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === '' || port === '0') return null;
  if (protocol === 'ssh:') return sshAddress(url, host);
  if (!['tcp:', 'http:', 'https:'].includes(protocol)) return null;
  const secure = protocol === 'http:' ? null : protocol === 'https:' ? (tls ?? { folder: null, verify: true }) : tls;
  return { kind: 'tcp', host, port: Number(port) || defaultPort(protocol, secure), tls: secure };
}

/** A name or a number. Nothing that ssh, or a shell of its configuration, could take for something else. */
const MACHINE = /^[\p{L}\p{N}_:][\p{L}\p{N}_.:-]*$/u;
const USER = /^(?!-)[^\p{C}\s]*$/u;

/** The path is a part of a command line there. One with other characters than these, or a password, is refused as docker does. */
function sshAddress({ username, password, port, pathname, search, hash }: URL, hostname: string): Address | null {
  if (`${password}${search}${hash}` !== '' || !/^[\w./@:+-]*$/.test(pathname)) return null;
  const [host, user] = [decoded(hostname), decoded(username)];
  if (host === null || user === null || !MACHINE.test(host) || !USER.test(user)) return null;
  const path = pathname.length > 1 ? pathname : null;
  return { kind: 'ssh', host, user: user || null, port: Number(port) || null, path };
}

/** A part of a URL as it was meant; null when it is no UTF-8. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** `URL` drops the default port of a scheme, so an empty port means 80 for http and 443 for https. */
function defaultPort(protocol: string, tls: Tls | null): number {
  if (protocol === 'http:') return 80;
  if (protocol === 'https:') return 443;
  return tls === null ? PLAIN_PORT : TLS_PORT;
}
