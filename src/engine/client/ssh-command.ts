import type { SshTrouble } from '../../contract/codes/connection-codes';
import type { SshAddress } from './engine';
import { REASON_CHARACTERS } from './failures';

/** Seconds until ssh itself gives up on a machine that does not answer; less than `SSH_ANSWER_MS`, so that its words arrive. */
const CONNECT_SECONDS = 15;

/**
 * Named here, whatever the user's configuration says of them; everything else is the configuration's.
 * - Nobody is there to answer a question (`BatchMode`).
 * - A machine that has gone away is noticed in half a minute (`ServerAlive…`). On a shared connection its master decides that.
 * - A connection that the user's own ssh shares is used, but never made: the others would end with it (`ControlMaster`).
 * - Forwarded ports and a command for each login belong to the user's own sessions.
 */
const OPTIONS = [
  'BatchMode=yes',
  `ConnectTimeout=${CONNECT_SECONDS}`,
  'ServerAliveInterval=10',
  'ServerAliveCountMax=3',
  'ControlMaster=no',
  'ClearAllForwardings=yes',
  'RemoteCommand=none',
];

/** Arguments of the ssh command whose input and output are then a connection to the engine on that machine. */
export function sshArguments({ host, user, port, path }: SshAddress): readonly string[] {
  return [
    ...OPTIONS.flatMap((option) => ['-o', option]),
    '-T',
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    '--',
    host,
    'docker',
    ...(path === null ? [] : ['--host', `unix://${path}`]),
    'system',
    'dial-stdio',
  ];
}

/** As a person would write it for ssh, which takes both forms. */
export function sshTarget({ host, user, port }: SshAddress): string {
  const before = user === null ? '' : `${user}@`;
  if (port === null) return `${before}${host}`;
  return `ssh://${before}${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** How ssh ended: its exit code, null when a signal ended it, or the system's name of the error when it could not be started. */
export type SshEnding = number | string | null;

const MISSING = /command not found|is not recognized as|: not found|is not a docker command|unknown command/i;
const BY_WORDS: readonly (readonly [SshTrouble, RegExp])[] = [
  [
    'host-key',
    /host key verification failed|host identification has changed|host key is known|host key for .* has changed/i,
  ],
  ['denied', /permission denied|authentication fail|no more authentication|no supported authentication/i],
  ['unreachable', /could not resolve|timed out|refused|unreachable|no route|closed by|reset by|not responding/i],
];

/** Why ssh ended before the engine had said anything. ssh's own exit code is 255; every other one is that of the command over there. */
export function sshTroubleOf(ending: SshEnding, said: string): SshTrouble {
  if (typeof ending === 'string') return ending === 'ENOENT' ? 'no-command' : 'other';
  if (ending === 255) return BY_WORDS.find(([, words]) => words.test(said))?.[0] ?? 'other';
  if (ending === 127 || ending === 126 || MISSING.test(said)) return 'no-docker';
  return ending === null || ending === 0 ? 'other' : 'no-engine';
}

/** The end of what a process wrote on stderr: whole lines, without empty ones, as far as they fit. */
export function lastWords(said: string): string {
  const lines = said
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.slice(-LINES).join('\n').slice(-REASON_CHARACTERS);
}

const LINES = 6;
