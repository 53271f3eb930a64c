/** What is the matter on the machine of an engine, to follow "…: ", and what to do about it. */
export interface MachineTrouble {
  readonly what: string;
  readonly advice: string;
}

const WHO_DENIED =
  '`sudo ausearch -m avc -ts recent` (SELinux) and `sudo dmesg | grep -i apparmor` on the machine of the engine say what was denied.';

const APPARMOR: MachineTrouble = {
  what: 'AppArmor does not allow it',
  advice:
    'Its profile for containers is missing there, or another one confines Docker. Make sure that the package `apparmor` is installed, and restart both: `sudo systemctl restart apparmor docker`. `sudo dmesg | grep -i apparmor` says what was denied.',
};

const SELINUX: MachineTrouble = {
  what: 'SELinux does not allow it',
  advice:
    'Update the package `container-selinux` there. If the storage of the engine was moved, its files need their labels again: `sudo restorecon -RF` with its folder. `sudo ausearch -m avc -ts recent` says what was denied.',
};

const DENIED: MachineTrouble = {
  what: 'access was denied',
  advice: `As a rule SELinux or AppArmor denies it. ${WHO_DENIED}`,
};

const PROCESSOR: MachineTrouble = {
  what: 'the image is for another kind of processor',
  advice:
    'An image that `codealong.image` or `--image` names has to be made for the processor of the engine; without one, CodeAlong builds its own there. If CodeAlong built this one, its base is for another processor: remove the base with `docker image rm`, and build the image again.',
};

const DISK: MachineTrouble = {
  what: 'the disk of Docker is full',
  advice:
    'Free some space on the machine of the engine. `docker system df` says how much Docker holds; `docker builder prune` and `docker image prune` remove what nothing uses. Docker Desktop has a disk of its own, and a setting for its size.',
};

const UNMAPPED: MachineTrouble = {
  what: 'it cannot map the ids of the users in a sandbox',
  advice:
    'Each sandbox has user ids of its own, from 60514 to 65513, and this engine cannot map them. Give it 65536 ids in `/etc/subuid` and `/etc/subgid`, then restart it.',
};

const NO_GROUPS: MachineTrouble = {
  what: 'it cannot limit a sandbox',
  advice:
    'Memory and processes are limited by control groups. An engine without root needs those of version 2, and systemd for your login (`systemctl --user status`). Otherwise, restart Docker.',
};

const NO_FILTER: MachineTrouble = {
  what: 'it cannot filter system calls',
  advice:
    'Its own list of system calls is refused, too, so no program can start there: update the engine, or its runtime (the package `runc` or `crun`).',
};

type Known = readonly (readonly [RegExp, MachineTrouble])[];

const IMAGES: Known = [
  [/exec format error|does not match the (?:specified|detected|expected) .*platform|no matching manifest/i, PROCESSOR],
  [/apparmor/i, APPARMOR],
];
const INSIDE: Known = [
  ...IMAGES,
  [/selinux|\/attr\/|shared librar.*permission denied|after relocation: permission denied/i, SELINUX],
  [/permission denied|operation not permitted/i, DENIED],
];
const FULL: Known = [[/no space left|disk quota exceeded|not enough space/i, DISK]];
const ALL: Known = [
  [/cgroup|control group/i, NO_GROUPS],
  [/seccomp/i, NO_FILTER],
  ...FULL,
  // What runc and crun say, or the kernel when a folder should belong to such an id.
  [/unmapped|[ug]id.*invalid argument/i, UNMAPPED],
  ...INSIDE,
];

/** By an engine's own words, where it has refused something; null when they tell nothing that is known. */
export function engineTroubleIn(said: unknown): MachineTrouble | null {
  return foundIn(ALL, said);
}

/** By the last words of a sandbox. Its own folders may be full, and no disk. */
export function sandboxTroubleIn(said: unknown): MachineTrouble | null {
  return foundIn(INSIDE, said);
}

/** By the words of a build. What its commands may not do is a matter of its Dockerfile. */
export function buildTroubleIn({
  line,
  last,
}: {
  readonly line: string;
  readonly last: string;
}): MachineTrouble | null {
  return foundIn([...FULL, ...IMAGES], `${line}\n${last}`);
}

function foundIn(troubles: Known, said: unknown): MachineTrouble | null {
  return troubles.find(([pattern]) => pattern.test(String(said)))?.[1] ?? null;
}
