/** What only the editor's own path can tell: the pool behind the command `codealong.runStepTests`, and the screen. */
export interface EditorPath {
  /** The command every 2 s for a minute with default settings: runs that found a warm sandbox, of all; 0 to 1. */
  hitRate(): Promise<number>;
  /** For each of those runs: milliseconds from the command to the verdict on the screen, less those of the sandbox. */
  painting(): Promise<readonly number[]>;
}

/** HERE THE EDITOR IS PLUGGED IN. Null: nothing of it is measured yet, and its gates are not met. */
export async function openEditorPath(): Promise<EditorPath | null> {
  return null;
}
