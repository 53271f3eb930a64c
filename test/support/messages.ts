import type { CodeArgs, Message, MessageValue } from '../../src/contract/codes';

/** The args of any message by name, for a test that asserts on one of them. */
export function argsIn(args: object | undefined): Readonly<Record<string, MessageValue | undefined>> {
  return { ...args };
}

/** Why no engine was found: what a test does not care about is empty. */
export function lookedAt(known: Partial<CodeArgs['engine-not-found']> = {}): CodeArgs['engine-not-found'] {
  return { platform: 'linux', place: '', source: '', detail: '', tried: '', ...known };
}

/** Why a build failed. */
export function buildFailed(line: string, base: string | null = null): CodeArgs['image-build-failed'] {
  const runtime = { runtime: 'python-3.14', title: 'Python 3.14', there: null, debian: true };
  return { line, last: '', script: 'scripts/setup-docker.sh', base, ...runtime };
}

/** A message whose code is known at run time alone, with the args that a test cares about. */
export function loosely(code: string, args: object = {}): Message {
  return { code, args } as Message;
}
