import type { Memento } from 'vscode';
import { isSame } from '../base/target';

/** The rest of "Start Course", for the window that opens the course folder. */
export interface Pending {
  /** Absolute. */
  readonly root: string;
  /** The message about what was done already. */
  readonly told: string;
  /** The course was started there before. */
  readonly again?: boolean;
}

const KEY = 'codealong.pendingFolder';
/** A window that has not opened by then never will; milliseconds. */
const VALID_MS = 10 * 60_000;

/** Opening a folder starts the extension anew, often in another window: this is what it finds there. */
export class PendingFolder {
  constructor(
    /** Of all workspaces. */
    private readonly memento: Memento,
    private readonly now: () => number,
  ) {}

  async leave(pending: Pending): Promise<void> {
    await this.memento.update(KEY, { ...pending, at: this.now() });
  }

  /** Whether a rest was left for one of these folders. */
  isLeft(workspaces: readonly string[]): boolean {
    const stored = this.memento.get<unknown>(KEY);
    return isStored(stored) && workspaces.some((root) => isSame(root, stored.root));
  }

  /** Takes the rest that was left for one of these folders. The next call has null. */
  async take(workspaces: readonly string[]): Promise<Pending | null> {
    const stored = this.memento.get<unknown>(KEY);
    if (!isStored(stored) || !workspaces.some((root) => isSame(root, stored.root))) return null;
    await this.memento.update(KEY, undefined);
    return this.now() - stored.at <= VALID_MS ? stored : null;
  }
}

function isStored(value: unknown): value is Pending & { readonly at: number } {
  if (typeof value !== 'object' || value === null) return false;
  const { root, told, at }: Partial<Record<'root' | 'told' | 'at', unknown>> = value;
  return [root, told].every((text) => typeof text === 'string') && typeof at === 'number';
}
