import type { CodeArgs } from '../../../contract/codes';
import type { EngineCodes } from '../../../contract/codes/engine-codes';
import { type Area, given, seconds, table, wrongForm } from '../words';
import { BUILD_AGAIN, image } from './image-texts';
import { engineTroubleIn } from './trouble-texts';

const INSTALL = table<string>({
  linux:
    'Install Docker Engine with the package manager of your system (on Debian and Ubuntu: `sudo apt-get install docker.io`) and start it: `sudo systemctl start docker`.',
  darwin:
    'Install Docker Desktop (or OrbStack, Colima or Rancher Desktop), open it, and wait until it says that it is running.',
  win32: 'Install Docker Desktop, open it, and wait until it says that it is running.',
});

const START = table<string>({
  linux: 'Start it: `sudo systemctl start docker`, or open Docker Desktop if you use that.',
  darwin: 'Open Docker Desktop (or the program that you use instead) and wait until it says that it is running.',
  win32: 'Open Docker Desktop and wait until it says that it is running.',
});

const PERMIT = table<string>({
  linux:
    'Add yourself to the `docker` group: `sudo usermod -aG docker $USER`. Then log out and in again; a new terminal is not enough. ' +
    'Members of this group can do everything on this machine that an administrator can. If you are in it, SELinux or AppArmor may keep your editor from the socket.',
  darwin:
    'Open Docker Desktop with the same account that runs your editor, or look at Settings > Advanced in Docker Desktop.',
  win32:
    'Add your account to the group "docker-users" (Computer Management > Local Users and Groups), then log out and in again.',
});

type LookedAt = CodeArgs['engine-not-found'];

/** The way to the engine, and the image. */
export const engine: Area<keyof EngineCodes> = {
  ...image,
  'engine-not-found': (args) => ({
    title: 'CodeAlong needs Docker to run your program safely, but did not find it on this machine.',
    ...where(args, 'Looked at'),
    advice: `${by(args, INSTALL)}`,
  }),
  'engine-not-running': (args) => ({
    title: 'Docker is installed, but it is not running.',
    ...where(args, 'Nothing answers at'),
    advice: by(args, START),
  }),
  'engine-no-permission': (args) => ({
    title: 'Docker is installed, but your account may not use it.',
    ...where(args, 'Access was denied to'),
    advice: by(args, PERMIT),
  }),
  'engine-no-answer': (args) => ({
    title: 'Docker did not answer.',
    ...where(args, 'Tried'),
    advice: `It may still be starting: wait a moment and try again. If that does not help, restart Docker.`,
  }),
  'engine-not-docker': ({ place }) => ({
    title: `What answers at ${given(place, 'that place')} is not Docker.`,
    advice:
      'Another program listens there. Check the address in `DOCKER_HOST`, the setting `codealong.engine.host` or the docker context.',
  }),
  'engine-bad-address': (args) => ({
    title: `"${args.value}" is not a Docker address that CodeAlong can use here.`,
    body: `It comes from ${origin(args)}.`,
    advice:
      'Write it as `unix:///path/to/docker.sock`, `npipe:////./pipe/name` (on Windows), `tcp://host:port` or `ssh://user@host`, or remove it: CodeAlong then looks in the usual places.',
  }),
  'engine-bad-certificate': (args) => ({
    title: `The certificates for Docker in "${args.folder}" cannot be used.`,
    body: `Reason: ${given(args.reason, 'not known')}`,
    advice:
      'The folder should hold `ca.pem`, `cert.pem` and `key.pem`. It comes from `DOCKER_CERT_PATH` or from the docker context.',
  }),
  'engine-call-failed': (args) => {
    const trouble = engineTroubleIn(args.reason);
    return {
      title: `Docker refused a request (${args.call}, status ${args.status})${trouble === null ? '' : `: ${trouble.what}`}.`,
      body:
        typeof args.reason === 'string'
          ? `It said: ${given(args.reason, 'nothing')}`
          : `Its answer cannot be read: ${wrongForm(args.reason)}`,
      advice: trouble?.advice ?? 'Run the tests again. If it happens every time, restart Docker.',
    };
  },
  'engine-call-timeout': (args) => ({
    title: `Docker did not finish a request within ${seconds(args.seconds)} (${args.call}).`,
    advice: `The machine may be very busy. Run the tests again; if it happens every time, restart Docker.`,
  }),
  'engine-lost': (args) => ({
    title: 'The connection to Docker was lost during the run.',
    ...detail(args),
    advice: 'Docker may have been stopped or restarted. Check that it is running, then run the tests again.',
  }),
  'engine-bad-stream': ({ reason }) => ({
    title: 'The report of the sandbox could not be read, so its result cannot be trusted.',
    body: `reason: ${typeof reason === 'object' ? wrongForm(reason) : given(reason)}`,
    advice: `Run the tests again. If it happens every time, ${BUILD_AGAIN}.`,
  }),
  'container-gone': () => ({
    title: 'The sandbox was removed while the tests ran.',
    advice: 'Someone or something removed the container, for example `docker prune`. Run the tests again.',
  }),
  'module-left-out': (args) => ({
    title: `This way to reach Docker needs a part that CodeAlong does not include: ${args.name}.`,
    advice: 'Use an engine on this machine.',
  }),
};

function by({ platform }: LookedAt, texts: Readonly<Record<string, string>>): string {
  return texts[platform] ?? texts.linux ?? '';
}

/** The place that said most, else all that were tried, and the system's word for what happened there. */
function where({ place, tried, detail: reason }: LookedAt, before: string): { body?: string } {
  const looked = place === '' ? tried : place;
  return looked === '' ? {} : { body: `${before}: ${looked}${reason === '' ? '' : ` (${reason})`}` };
}

function detail(args: CodeArgs['engine-lost']): { body?: string } {
  const shown = Object.entries(args).filter(([, value]) => value !== '');
  return shown.length === 0 ? {} : { body: shown.map(([name, value]) => `${name}: ${String(value)}`).join(', ') };
}

function origin({ source }: CodeArgs['engine-bad-address']): string {
  if (source === 'setting') return 'the setting `codealong.engine.host`';
  if (source === 'DOCKER_HOST') return 'the environment variable `DOCKER_HOST`';
  return source === 'context' ? 'the current docker context (`docker context ls`)' : 'your settings';
}
