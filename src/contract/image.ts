/**
 * What the image fixes: its users, its folders and its interpreter. The twin of the constants in `docker/runner/contract.py`, which the
 * parity test compares; `docker/install.sh` makes the users and the folders.
 */

/** The ids of a sandbox's two users, as processes of the kernel below have them. The groups have the same numbers. */
export interface SandboxUsers {
  /** Of the learner's programs and of the launcher that starts them: `coderunner`. */
  readonly program: number;
  /** Of the grader and its watchdog, which is PID 1 of the sandbox: `grader`. */
  readonly grader: number;
}

/** The users of an image that is started by hand. Each sandbox of ours has numbers of its own. */
export const IMAGE_USERS: SandboxUsers = { program: 64000, grader: 64001 };

/** The learner's files, and where their program starts. */
export const WORK = '/work';
/** The suite and everything else that only the grader may see. */
export const GRADER = '/grader';
/** The folder of the socket on which the launcher connects to the grader. */
export const MEETING = '/run/codealong/meeting';
/** Programs of a suite, which the learner's program can run and not change. */
export const TOOLS = '/tools';
/** The scratch folder of every user. */
export const TMP = '/tmp';

/** Our own part of the image. */
export const IMAGE_HOME = '/opt/codealong';
/** The interpreter of the runner itself, whatever the base calls it. */
export const PYTHON = `${IMAGE_HOME}/python`;

/** The command that runs a file of `docker/runner`, out of reach of the environment and of the learner's folder. */
export function runnerCommand(file: string): readonly string[] {
  return [PYTHON, '-I', '-B', `${IMAGE_HOME}/runner/${file}`];
}

/** The learner's file at a path of the sandbox, relative and with `/`; null for every other file. */
export function learnerFile(path: string): string | null {
  if (!path.startsWith(`${WORK}/`)) return null;
  const parts = path.slice(WORK.length + 1).split('/');
  return parts.some((part) => part === '' || part === '.' || part === '..') ? null : parts.join('/');
}
