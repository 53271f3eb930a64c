import os from 'node:os';
import type { Platform } from '../contract/platform';
import type { Person } from './anonymous';

/** Who uses this machine. */
export function thisPerson({ home }: Pick<Platform, 'home'>): Person {
  return { home, user: userName(), machine: os.hostname(), hosts: [] };
}

/** Empty for a user that the system has no name for. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}
