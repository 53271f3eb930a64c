// Advice for a machine where no Docker engine answers. Pure functions, so every platform's text can be tested on any platform.

/**
 * @typedef {object} Machine
 * @property {string} platform
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {number | null} uid null where there are no user ids
 * @property {string} osRelease text of `/etc/os-release`, empty where there is none
 * @property {'missing' | 'stopped' | 'refused'} answer
 */
/** @typedef {{ kind: 'install', packages: readonly string[] } | { kind: 'explain', lines: readonly string[] }} Plan */

/** The oldest Node that all our packages run on. */
export const OLDEST_NODE = /** @type {const} */ ([20, 11]);

/** Packages that a bare Debian or Ubuntu needs for the engine, and for making the base when no registry answers. */
export const DEBIAN_PACKAGES = ['docker.io', 'iptables', 'ca-certificates', 'mmdebstrap', 'debian-archive-keyring'];

/**
 * Packages for the tests of engines on other machines, as far as setup may install them. A server that listens after the next start is
 * nobody's wish: where systemd would do that, the tests take the one of a library.
 * @param {{ uid: number | null, osRelease: string, systemd: boolean }} machine
 * @returns {readonly string[]}
 */
export function farPackages({ uid, osRelease, systemd }) {
  if (uid !== 0 || !isDebianLike(osRelease)) return [];
  return ['openssh-client', 'openssl', ...(systemd ? [] : ['openssh-server'])];
}

/** True if `version` ("20.11.1") is at least OLDEST_NODE. */
export function nodeIsNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** The ids of a distribution, nearest first, from the text of `/etc/os-release`: `['ubuntu', 'debian']`. */
export function distribution(osRelease) {
  const field = (name) => new RegExp(`^${name}=(.*)$`, 'm').exec(osRelease)?.[1]?.replace(/["']/g, '').trim() ?? '';
  return `${field('ID')} ${field('ID_LIKE')}`.toLowerCase().split(/\s+/).filter(Boolean);
}

/** True if the distribution uses apt. */
export function isDebianLike(osRelease) {
  return distribution(osRelease).some((id) => id === 'debian' || id === 'ubuntu');
}

/**
 * What to do: `{kind: 'install', packages}` if setup may do it itself (Debian or Ubuntu, root), else `{kind: 'explain', lines}`.
 * `answer` says how the engine failed to answer: 'missing' (no docker command), 'stopped' or 'refused'.
 * @param {Machine} machine
 * @returns {Plan}
 */
export function enginePlan({ platform, env, uid, osRelease, answer }) {
  const elsewhere = env.DOCKER_HOST ? 'DOCKER_HOST' : env.DOCKER_CONTEXT ? 'DOCKER_CONTEXT' : null;
  if (elsewhere && answer !== 'missing') return explain(elsewhereLines(elsewhere, env[elsewhere]));
  if (platform === 'darwin') return explain(macLines(answer));
  if (platform === 'win32') return explain(windowsLines(answer));
  if (platform !== 'linux')
    return explain([`No Docker engine is known for ${platform}. Set DOCKER_HOST to one elsewhere.`]);
  if (answer === 'refused') return explain(refusedLines());
  if (uid === 0 && isDebianLike(osRelease)) return { kind: 'install', packages: DEBIAN_PACKAGES };
  return explain(linuxLines({ env, uid, osRelease, answer }));
}

/** @returns {Plan} */
function explain(/** @type {readonly string[]} */ lines) {
  return { kind: 'explain', lines: [...lines, 'Then run this again: npm test'] };
}

function elsewhereLines(name, value) {
  return [
    `${name} is set to ${value}, and no engine answers there.`,
    `Start that engine, or unset ${name} to use the one on this machine.`,
  ];
}

function macLines(answer) {
  if (answer === 'stopped') {
    return [
      'Docker is installed, but its engine is not running.',
      'Start it: open -a Docker   (or: colima start, orb start)',
    ];
  }
  return [
    'Docker is missing. Install one of these:',
    '  Docker Desktop:  brew install --cask docker   and start it: open -a Docker',
    '  Colima:          brew install colima docker   and start it: colima start',
  ];
}

function windowsLines(answer) {
  if (answer === 'stopped') {
    return [
      'Docker is installed, but its engine is not running.',
      'Start Docker Desktop from the Start menu, and wait until it says that it is running.',
    ];
  }
  return [
    'Docker is missing. Install Docker Desktop: winget install Docker.DockerDesktop',
    'Start it from the Start menu, and wait until it says that it is running. It asks for WSL 2: wsl --install',
  ];
}

/** Advises group membership, never a world-writable socket: both give root on this machine, the latter to everybody. */
function refusedLines() {
  return [
    'A Docker engine is running, but this user may not talk to it.',
    '  sudo usermod -aG docker "$USER"   and log out and in again (members of this group can become root), or',
    '  dockerd-rootless-setuptool.sh install   for an engine of your own.',
  ];
}

function linuxLines({ env, uid, osRelease, answer }) {
  const sudo = uid === 0 ? '' : 'sudo ';
  const start = `${sudo}systemctl enable --now docker`;
  const wsl = env.WSL_DISTRO_NAME
    ? ['In WSL you can instead switch on Docker Desktop > Settings > Resources > WSL integration.']
    : [];
  if (answer === 'stopped')
    return ['Docker is installed, but its engine is not running.', `Start it: ${start}`, ...wsl];
  const group =
    uid === 0
      ? []
      : ['  sudo usermod -aG docker "$USER"   and log out and in again (members of this group can become root)'];
  return [
    'Docker is missing. Install and start it:',
    `  ${sudo}${installCommand(osRelease, sudo)}`,
    `  ${start}`,
    ...group,
    ...wsl,
  ];
}

function installCommand(osRelease, sudo) {
  const ids = distribution(osRelease);
  if (isDebianLike(osRelease)) return `apt-get update && ${sudo}apt-get install -y ${DEBIAN_PACKAGES.join(' ')}`;
  if (ids.includes('fedora') || ids.includes('rhel')) return 'dnf install -y moby-engine';
  if (ids.includes('arch')) return 'pacman -S --noconfirm docker';
  if (ids.includes('alpine')) return 'apk add docker';
  if (ids.some((id) => id.includes('suse'))) return 'zypper install -y docker';
  return "your package manager's command for Docker Engine (package docker, docker.io or moby-engine)";
}
