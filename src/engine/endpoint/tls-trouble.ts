import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { CodedError } from '../../contract/codes';
import type { TlsTrouble } from '../../contract/codes/connection-codes';
import { systemCode } from '../../contract/decode';
import type { Address, Tls } from '../client/engine';
import { refusedWith } from '../client/failures';
import { readSmallFile } from '../client/regular-file';

type TcpAddress = Extract<Address, { kind: 'tcp' }>;

/** Milliseconds to find out whether a port that hung up wants TLS. */
const PROBE_MS = 1_000;

/** Our own checks of the engine's certificate, by the names that OpenSSL and BoringSSL (in the editor) have for what they found. */
const CHECKS: readonly (readonly [TlsTrouble, RegExp])[] = [
  ['name', /ALTNAME|HOSTNAME_MISMATCH/],
  ['dates', /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/],
  [
    'authority',
    /LEAF_SIGNATURE|SELF_SIGNED|ISSUER|^CERT_(UNTRUSTED|SIGNATURE_FAILURE|CHAIN_TOO_LONG|REJECTED)$|INVALID_CA/,
  ],
];
/** What the engine, or the library, says of the handshake: in the code of the error, or in its message where the code is EPROTO. */
const ALERTS: readonly (readonly [TlsTrouble, RegExp])[] = [
  ['unwanted', /wrong.version.number|http.request|packet.length.too.long|unexpected.message|record.layer/i],
  ['client-missing', /certificate.required/i],
  ['client-expired', /alert.certificate.expired/i],
  [
    'client-refused',
    /alert.(bad.certificate|unknown.ca|unsupported.certificate|certificate.(unknown|revoked)|access.denied)/i,
  ],
  ['client-refused', /alert.handshake.failure/i],
];
const HUNG_UP = /^(ECONNRESET|EPIPE)$/;
/** Go's own words for a plain request to a TLS port, and those of nginx. */
const WANTED = /HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port/i;
/** Some answer a plain request with an alert, which is no HTTP. */
const NO_HTTP = /^HPE_/;

/**
 * Why an engine behind TCP did not answer, if it has to do with TLS; null if it has not. Asks a port that hung up whether it talks
 * TLS at all.
 * @param error of a call, as the engine's client reports it
 */
export async function tlsTroubleOf({ host, port, tls }: TcpAddress, error: unknown): Promise<TlsTrouble | null> {
  const status = refusedWith(error);
  const code = causeCode(error);
  if (tls === null) {
    if (status !== null) return status === 400 && WANTED.test(textOf(error)) ? 'wanted' : null;
    return (HUNG_UP.test(code) || NO_HTTP.test(code)) && (await talksTls(host, port)) ? 'wanted' : null;
  }
  // An answer in HTTP: the encryption is well. Its words may be anything.
  if (status !== null) return null;
  const trouble = troubleWith(tls, error);
  return trouble === 'hung-up' ? ((await talksTls(host, port)) ? ownTrouble(tls) : null) : trouble;
}

/** The code of the error under a failed call; the call's own `detail` has no more than this. */
export function causeCode(error: unknown): string {
  const cause = error instanceof CodedError ? error.cause : error;
  return systemCode(cause) ?? '';
}

/** `hung-up`: without a reason, or before it arrived. */
function troubleWith(tls: Tls, error: unknown): TlsTrouble | 'hung-up' | null {
  const code = causeCode(error);
  const check = CHECKS.find(([, words]) => words.test(code));
  if (check !== undefined) return check[0];
  const alert = ALERTS.find(([, words]) => words.test(code) || words.test(textOf(error)))?.[0];
  if (alert === 'unwanted') return alert;
  if (alert !== undefined) return ownTrouble(tls) ?? alert;
  if (HUNG_UP.test(code)) return 'hung-up';
  return /^E(RR_SSL|PROTO)/.test(code) ? 'other' : null;
}

function ownTrouble(tls: Tls): TlsTrouble | null {
  const own = ownCertificate(tls);
  return own === 'valid' ? null : `client-${own}`;
}

/** The certificate that we show, by this machine's clock. */
function ownCertificate({ folder }: Tls): 'missing' | 'expired' | 'valid' {
  if (folder === null) return 'missing';
  try {
    const { validTo } = new X509Certificate(readSmallFile(join(folder, 'cert.pem')));
    return Date.parse(validTo) < Date.now() ? 'expired' : 'valid';
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? 'missing' : 'valid';
  }
}

/** Whether a TLS handshake gets an answer of TLS there. Nothing is sent but its first message. */
function talksTls(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: PROBE_MS });
    const end = (talks: boolean) => {
      socket.destroy();
      resolve(talks);
    };
    socket.once('secureConnect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.on('error', (error) => end(/alert/i.test(`${systemCode(error)} ${error.message}`)));
  });
}

function textOf(error: unknown): string {
  const cause = error instanceof CodedError ? error.cause : error;
  return cause instanceof Error ? cause.message : '';
}
