import { BUILD_AGAIN, image } from './image';
import { type Area, type Args, figure, seconds, word } from './words';

const INSTALL: Readonly<Record<string, string>> = {
  linux:
    'Install Docker Engine with the package manager of your system (on Debian and Ubuntu: `sudo apt-get install docker.io`) and start it: `sudo systemctl start docker`.',
  darwin:
    'Install Docker Desktop (or OrbStack, Colima or Rancher Desktop), open it, and wait until it says that it is running.',
  win32: 'Install Docker Desktop, open it, and wait until it says that it is running.',
};

const START: Readonly<Record<string, string>> = {
  linux: 'Start it: `sudo systemctl start docker`, or open Docker Desktop if you use that.',
  darwin: 'Open Docker Desktop (or the program that you use in its place) and wait until it says that it is running.',
  win32: 'Open Docker Desktop and wait until it says that it is running.',
};

const PERMIT: Readonly<Record<string, string>> = {
  linux:
    'Add yourself to the group of Docker: `sudo usermod -aG docker $USER`. Then log out and in again; a new terminal is not enough. ' +
    'Members of this group can do everything on this machine that an administrator can.',
  darwin:
    'Open Docker Desktop with the same account that runs your editor, or look at Settings > Advanced in Docker Desktop.',
  win32:
    'Add your account to the group "docker-users" (Computer Management > Local Users and Groups), then log out and in again.',
};

/** The way to the engine, and the image. */
export const engine: Area = {
  ...image,
  /** platform, place? */
  'engine-not-found': (args) => ({
    title: 'CodeAlong needs Docker to run your program safely, and found none on this machine.',
    ...where(args, 'Looked at'),
    advice: `${by(args, INSTALL)}`,
  }),
  /** platform, place? */
  'engine-not-running': (args) => ({
    title: 'Docker is installed, but it is not running.',
    ...where(args, 'Nothing answers at'),
    advice: `${by(args, START)} Then run the tests again.`,
  }),
  /** platform, place? */
  'engine-no-permission': (args) => ({
    title: 'Docker is there, but your account may not use it.',
    ...where(args, 'Access was refused to'),
    advice: by(args, PERMIT),
  }),
  /** platform, place?, seconds? */
  'engine-no-answer': (args) => ({
    title: `Docker did not answer${figure(args, 'seconds') === null ? '' : ` within ${seconds(args)}`}.`,
    ...where(args, 'Asked at'),
    advice: `It may still be starting: wait a moment and run the tests again. If that does not help, restart it.`,
  }),
  /** source (setting, DOCKER_HOST, context), value */
  'engine-bad-address': (args) => ({
    title: `"${word(args, 'value')}" is no address of a Docker engine that works here.`,
    body: `It comes from ${origin(args)}.`,
    advice:
      'Write it as `unix:///path/to/docker.sock`, `npipe:////./pipe/name` (on Windows) or `tcp://host:port`, or take it out: then CodeAlong looks in the usual places.',
  }),
  /** source?, value? or host? */
  'engine-ssh-unsupported': (args) => ({
    title: `Docker engines over SSH are not supported yet${suffix(args)}.`,
    advice:
      'Use an engine on this machine, or forward its socket: `ssh -L /tmp/docker.sock:/var/run/docker.sock HOST`, then set `codealong.engine.host` to `unix:///tmp/docker.sock`.',
  }),
  /** folder, reason */
  'engine-bad-certificate': (args) => ({
    title: `The certificates for Docker in "${word(args, 'folder')}" cannot be used.`,
    body: `Reason: ${word(args, 'reason', 'not known')}`,
    advice:
      'The folder should hold `ca.pem`, `cert.pem` and `key.pem`. It comes from `DOCKER_CERT_PATH` or from the docker context.',
  }),
  /** call, status, reason */
  'engine-call-failed': (args) => ({
    title: `Docker refused a request (${word(args, 'call')}${figure(args, 'status') === null ? '' : `, status ${word(args, 'status')}`}).`,
    body: `It said: ${word(args, 'reason', 'nothing')}`,
    advice: 'Run the tests again. If it happens every time, restart Docker.',
  }),
  /** call, seconds */
  'engine-call-timeout': (args) => ({
    title: `Docker did not finish a request within ${seconds(args)} (${word(args, 'call')}).`,
    advice: `The machine may be very busy. Run the tests again; if it happens every time, restart Docker.`,
  }),
  /** call?, reason? */
  'engine-lost': (args) => ({
    title: 'The connection to Docker broke off during the run.',
    ...detail(args),
    advice: 'Docker may have been stopped or restarted. See that it is running, then run the tests again.',
  }),
  /** reason */
  'engine-bad-stream': (args) => ({
    title: 'What came from the sandbox could not be read, so its result cannot be believed.',
    ...detail(args),
    advice: `Run the tests again. If it happens every time, ${BUILD_AGAIN}.`,
  }),
  /** id? */
  'container-gone': () => ({
    title: 'The sandbox was removed while the tests ran.',
    advice: 'Someone or something removed the container, for example `docker prune`. Run the tests again.',
  }),
  /** name: a part of a library that is not in our bundle */
  'module-left-out': (args) => ({
    title: `This way to reach Docker needs a part that CodeAlong comes without: ${word(args, 'name')}.`,
    advice: 'Use an engine on this machine.',
  }),
};

function by(args: Args, texts: Readonly<Record<string, string>>): string {
  return texts[word(args, 'platform', 'linux')] ?? texts.linux ?? '';
}

/** The place that said most, else all that were tried, and the system's word for what happened there. */
function where(args: Args, before: string): { body?: string } {
  const place = ['place', 'tried', 'host'].map((name) => word(args, name, '')).find((text) => text !== '');
  const reason = word(args, 'detail', '');
  return place === undefined ? {} : { body: `${before}: ${place}${reason === '' ? '' : ` (${reason})`}` };
}

function detail(args: Args): { body?: string } {
  const shown = Object.entries(args).filter(([, value]) => value !== null && value !== '');
  return shown.length === 0 ? {} : { body: shown.map(([name, value]) => `${name}: ${String(value)}`).join(', ') };
}

function origin(args: Args): string {
  const source = word(args, 'source', '');
  if (source === 'setting') return 'the setting `codealong.engine.host`';
  if (source === 'DOCKER_HOST') return 'the environment variable `DOCKER_HOST`';
  return source === 'context' ? 'the current docker context (`docker context ls`)' : 'your settings';
}

function suffix(args: Args): string {
  const shown = word(args, 'value', word(args, 'host', word(args, 'label', '')));
  return shown === '' ? '' : ` (${shown})`;
}
