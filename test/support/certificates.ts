import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Folder } from './folder';

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/**
 * Authorities and certificates of a test, made by openssl. `server` is good and for 127.0.0.1, `elsewhere` is for another name,
 * `old-server` and `old` have expired, `foreign` was signed by another authority.
 */
export class Certificates {
  private constructor(readonly folder: Folder) {}

  static async make(): Promise<Certificates> {
    const made = new Certificates(await Folder.make());
    made.#authority('ca');
    made.#authority('other');
    await made.#sign('server', 'ca', 'server');
    await made.#sign('old-server', 'ca', 'server', { days: -1 });
    await made.#sign('elsewhere', 'ca', 'server', { name: 'DNS:elsewhere.example' });
    await made.#sign('client', 'ca', 'client');
    await made.#sign('old', 'ca', 'client', { days: -1 });
    await made.#sign('foreign', 'other', 'client');
    return made;
  }

  /** A folder as `DOCKER_CERT_PATH` names it, with this authority and this client's certificate; null for none. */
  async folderOf(authority: 'ca' | 'other', client: 'client' | 'old' | 'foreign' | null): Promise<string> {
    const to = this.folder.path(`${authority}-${client}`);
    await mkdir(to, { recursive: true });
    await copyFile(this.folder.path(`${authority}.pem`), path.join(to, 'ca.pem'));
    if (client === null) return to;
    await copyFile(this.folder.path(`${client}.pem`), path.join(to, 'cert.pem'));
    await copyFile(this.folder.path(`${client}-key.pem`), path.join(to, 'key.pem'));
    return to;
  }

  remove(): Promise<void> {
    return this.folder.remove();
  }

  #authority(name: string): void {
    const files = ['-keyout', `${name}-key.pem`, '-out', `${name}.pem`];
    this.#openssl(['req', '-x509', ...NEW_KEY, '-days', '30', '-subj', `/CN=${name}`, ...files]);
  }

  async #sign(
    name: string,
    authority: string,
    use: 'server' | 'client',
    { days = 30, name: alternative = 'IP:127.0.0.1' } = {},
  ): Promise<void> {
    await this.folder.write(`${name}.ext`, `subjectAltName=${alternative}\nextendedKeyUsage=${use}Auth\n`);
    this.#openssl(['req', ...NEW_KEY, '-subj', `/CN=${name}`, '-keyout', `${name}-key.pem`, '-out', `${name}.csr`]);
    const signer = ['-CA', `${authority}.pem`, '-CAkey', `${authority}-key.pem`, '-CAcreateserial'];
    const asked = ['-req', '-days', String(days), '-in', `${name}.csr`, '-extfile', `${name}.ext`];
    this.#openssl(['x509', ...asked, ...signer, '-out', `${name}.pem`]);
  }

  #openssl(args: readonly string[]): void {
    execFileSync('openssl', args, { cwd: this.folder.root, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

/** What a machine lacks for the tests with TLS; null for nothing. */
export function missingForTls(): string | null {
  return (
    ['openssl version', 'python3 --version'].find((line) => {
      const [command = '', ...args] = line.split(' ');
      return spawnSync(command, args).status !== 0;
    }) ?? null
  );
}

/** A port with TLS both ways in front of a socket. */
export interface TlsPort {
  readonly port: number;
  close(): Promise<void>;
}

/** @param server the certificate that it shows */
export async function tlsBefore(
  socket: string,
  { folder }: Certificates,
  server: 'server' | 'old-server' | 'elsewhere' = 'server',
  newest: 'TLSv1_2' | 'TLSv1_3' = 'TLSv1_3',
): Promise<TlsPort> {
  const own = folder.path(`proxy-${server}`);
  await mkdir(own, { recursive: true });
  await copyFile(folder.path('ca.pem'), path.join(own, 'ca.pem'));
  await copyFile(folder.path(`${server}.pem`), path.join(own, 'server.pem'));
  await copyFile(folder.path(`${server}-key.pem`), path.join(own, 'server-key.pem'));
  const script = path.join(__dirname, 'tls_proxy.py');
  const child = spawn('python3', ['-B', script, socket, own, newest], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [line] = await once(child.stdout, 'data', { signal: AbortSignal.timeout(10_000) });
  const close = async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  return { port: Number(line), close };
}
