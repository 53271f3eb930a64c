import type { Memento } from 'vscode';
import { OUTCOMES } from '../../contract/outcomes';
import type { StepResult } from '../../run/request';
import type { Target } from '../base/target';

const KEY = 'codealong.brokenSteps';
/** Folders that are remembered at most; the one that changed longest ago is forgotten first. */
const FOLDERS_MAX = 50;

/**
 * The steps that the program of a folder has passed and passes no longer, as far as finished runs say. A run changes only what it has found
 * out: one that tries step 3 alone says nothing about step 2. Kept by the editor for this workspace.
 */
export class BrokenSteps {
  /** The ids of steps, by root. Null until they were read. */
  #known: Map<string, readonly string[]> | null = null;

  /** @param memento null keeps them for this window alone */
  constructor(private readonly memento: Pick<Memento, 'get' | 'update'> | null) {}

  /** Ids, in the order in which they broke. */
  in(root: string): readonly string[] {
    return this.#all().get(root) ?? [];
  }

  /** A file outside any course and the look of an author are about nobody's way through a course. */
  learn(target: Target, result: StepResult): void {
    if (target.alone || target.preview) return;
    const { root } = target;
    const before = this.in(root);
    const after = afterRun(before, target, result);
    if (after.join() === before.join()) return;
    const all = this.#all();
    all.delete(root);
    if (after.length > 0) all.set(root, after);
    const kept = [...all].slice(-FOLDERS_MAX);
    this.#known = new Map(kept);
    // A workspace that cannot be written forgets them with its window.
    this.memento?.update(KEY, kept).then(undefined, () => undefined);
  }

  #all(): Map<string, readonly string[]> {
    this.#known ??= new Map(stored(this.memento?.get<unknown>(KEY)));
    return this.#known;
  }
}

function afterRun(before: readonly string[], { step, done }: Target, { report }: StepResult): readonly string[] {
  const broken = new Set(before);
  for (const { step: id, outcome } of report.regressions) {
    if (outcome === 'passed') broken.delete(id);
    else if (OUTCOMES[outcome].knownToFail) broken.add(id);
  }
  if (report.outcome === 'passed') broken.delete(step.id);
  else if (OUTCOMES[report.outcome].knownToFail && done?.has(step.id)) broken.add(step.id);
  return [...broken];
}

/** Another version of ours may have written something else there. */
function stored(value: unknown): readonly (readonly [string, readonly string[]])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    const [root, ids]: readonly unknown[] = Array.isArray(one) ? one : [];
    if (typeof root !== 'string' || !Array.isArray(ids)) return [];
    return [[root, ids.filter((id): id is string => typeof id === 'string')] as const];
  });
}
