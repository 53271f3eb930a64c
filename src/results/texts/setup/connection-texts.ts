import type { CodeArgs } from '../../../contract/codes';
import type { ConnectionCodes, SshTrouble, TlsTrouble } from '../../../contract/codes/connection-codes';
import { type Area, given, table } from '../words';

type Ssh = CodeArgs['engine-ssh'];
type Tls = CodeArgs['engine-tls'];

/** What went wrong on the way over ssh, and what to do about it. */
const SSH: Readonly<Record<SshTrouble, (host: string) => readonly [title: string, advice: string]>> = {
  'no-command': (host) => [
    `The Docker engine on ${host} is reached over SSH, but there is no \`ssh\` command on this machine.`,
    'Install the OpenSSH client. On Windows: Settings > System > Optional features.',
  ],
  'host-key': (host) => [
    `SSH does not know the machine ${host}, or knows it by another key.`,
    `Connect to it once in a terminal: \`ssh ${host}\`. Compare the key that is shown there with that of the machine.`,
  ],
  denied: (host) => [
    `The machine ${host} did not let you in over SSH.`,
    `CodeAlong cannot ask you for a password: use a key, and load it with \`ssh-add\` if it has a passphrase. \`ssh -o BatchMode=yes ${host}\` must work in a terminal.`,
  ],
  unreachable: (host) => [
    `SSH cannot reach the machine ${host}.`,
    `Check that the machine is on, and that the name and the port are right: \`ssh ${host}\` must work in a terminal.`,
  ],
  'no-docker': (host) => [
    `The machine ${host} was reached over SSH, but has no \`docker\` command that could be used.`,
    `\`ssh ${host} docker version\` must work in a terminal. Commands that are run over SSH often have a shorter PATH there; Docker 18.09 or later is needed.`,
  ],
  'no-engine': (host) => [
    `The machine ${host} was reached over SSH, but its Docker does not answer there.`,
    `Start Docker on that machine, and see that your account there may use it: \`ssh ${host} docker version\` must work in a terminal.`,
  ],
  noise: (host) => [
    `The machine ${host} was reached over SSH, but something there prints text before Docker answers.`,
    `A start file of the shell there does it, such as \`.bashrc\`: it must print nothing without a terminal. \`ssh ${host} true\` must print nothing in a terminal.`,
  ],
  late: (host) => [
    `The Docker engine on ${host} did not answer over SSH in time.`,
    `See how long \`ssh ${host} docker version\` takes in a terminal, and try again.`,
  ],
  other: (host) => [
    `There is no connection to the Docker engine on ${host} over SSH.`,
    `\`ssh -o BatchMode=yes ${host} docker version\` must work in a terminal.`,
  ],
};

const CA = '`ca.pem` has to be the certificate of the authority that signed that of the engine';
const OWN = 'it has to be signed by the authority that the engine trusts';
const COME_FROM = 'The folder comes from `DOCKER_CERT_PATH` or from the docker context.';

/** What does not fit about an encrypted connection, and what to do about it. */
const TLS: Readonly<Record<TlsTrouble, (args: Tls) => readonly [title: string, advice: string]>> = {
  authority: (args) => [
    `The Docker engine at ${args.place} could not prove who it is: its certificate was signed by an authority that you do not trust.`,
    `${CA}, in ${folder(args)}. ${COME_FROM}`,
  ],
  name: ({ place }) => [
    `The Docker engine at ${place} could not prove who it is: its certificate is for another name.`,
    'Use the name or address that stands in the certificate, or have one made that names this address.',
  ],
  dates: ({ place }) => [
    `The certificate of the Docker engine at ${place} has expired, or is not valid yet.`,
    'It has to be renewed on the machine of the engine. If it is still valid, check the clock of this machine.',
  ],
  'client-missing': (args) => [
    `The Docker engine at ${args.place} wants a certificate of yours, and there is none.`,
    `Put \`cert.pem\` and \`key.pem\` into ${folder(args)}: ${OWN}. ${COME_FROM}`,
  ],
  'client-expired': (args) => [
    `Your certificate for the Docker engine at ${args.place} has expired.`,
    `Ask whoever runs the engine for a new \`cert.pem\` and \`key.pem\`, and put them into ${folder(args)}.`,
  ],
  'client-refused': (args) => [
    `The Docker engine at ${args.place} does not accept your certificate.`,
    `Look at \`cert.pem\` in ${folder(args)}: ${OWN}, and it has to be one for a client. ${COME_FROM}`,
  ],
  wanted: ({ place }) => [
    `The Docker engine at ${place} wants an encrypted connection (TLS), and your address asks for a plain one.`,
    'Write the address with `tcp://` or `https://`, and set `DOCKER_TLS_VERIFY=1`, and `DOCKER_CERT_PATH` to the folder of your certificates; or use a docker context that was made with them.',
  ],
  unwanted: ({ place }) => [
    `An encrypted connection (TLS) was asked for, but what answers at ${place} does not encrypt.`,
    'Check the port: Docker usually has TLS at 2376. If the engine has no TLS on purpose, unset `DOCKER_TLS_VERIFY` and `DOCKER_CERT_PATH`, and use `tcp://` in the address.',
  ],
  other: ({ place }) => [
    `There is no encrypted connection (TLS) to the Docker engine at ${place}.`,
    'Check that this is the port of the engine, and that both sides are up to date.',
  ],
};

/** The way to an engine on another machine. */
export const connections: Area<keyof ConnectionCodes> = {
  'engine-ssh': ({ host, why, said }: Ssh) => {
    const [title, advice] = (BY_SSH[why] ?? SSH.other)(host);
    return { title, ...(said === '' ? {} : { body: `It said: ${said}` }), advice };
  },
  'engine-tls': (args: Tls) => {
    const [title, advice] = (BY_TLS[args.why] ?? TLS.other)(args);
    return { title, ...(args.detail === '' ? {} : { body: `Reason: ${args.detail}` }), advice };
  },
};

const BY_SSH = table(SSH);
const BY_TLS = table(TLS);

function folder(args: Tls): string {
  return given(args.folder, 'a folder that `DOCKER_CERT_PATH` names');
}
