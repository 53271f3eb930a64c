/**
 * Why an engine behind ssh cannot be had. `noise`: something else was printed over there before the engine answered. `other`: ssh, or
 * what it started, ended for a reason that only its own words tell.
 */
export type SshTrouble =
  | 'no-command'
  | 'host-key'
  | 'denied'
  | 'unreachable'
  | 'no-docker'
  | 'no-engine'
  | 'noise'
  | 'late'
  | 'other';

/**
 * Why a connection with certificates cannot be had, or why one without them is not taken. `authority`, `name`, `dates`: the engine's
 * certificate is not believed. `client-…`: the engine does not take ours. `wanted`: its port wants TLS, and the address is without.
 * `unwanted`: the other way round. `other`: they cannot agree.
 */
export type TlsTrouble =
  | 'authority'
  | 'name'
  | 'dates'
  | 'client-missing'
  | 'client-expired'
  | 'client-refused'
  | 'wanted'
  | 'unwanted'
  | 'other';

/** The way to an engine on another machine. Only the core connects, so a window's own bundle is without these texts. */
export interface ConnectionCodes {
  /** `host`: as ssh is told it, with the user. `said`: the end of what ssh wrote on its stderr; for `noise`, what came in place of an answer. */
  readonly 'engine-ssh': { readonly host: string; readonly why: SshTrouble; readonly said: string };
  /** `folder`: of the certificates; null for none. `detail`: the system's name of the error; may be empty. */
  readonly 'engine-tls': {
    readonly place: string;
    readonly why: TlsTrouble;
    readonly folder: string | null;
    readonly detail: string;
  };
}
