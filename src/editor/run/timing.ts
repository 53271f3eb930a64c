/**
 * The delays around a verdict, from the shortest to the longest, in milliseconds:
 *
 * 1. `BREATH_MS`, from the verdict to the end of the run.
 * 2. `QUICK_MS`, from the start of a run to the first sign of its progress. The usual run is over by then.
 * 3. `COOLDOWN_MS`, from the verdict to the background work of the core.
 * 4. `PAUSE_SECONDS` (0.3 s, in docker/runner/traced_run.py), from the end of the tests to a traced run of the first that failed, or of all.
 * 5. `STAYS_MS`, from the switch to another file to the preparation of its run.
 * 6. `LINGER_SECONDS` (1 s, in docker/runner/grader.py), from the end of the tests to the end of the container by itself. It has to be
 *    longer than `COOLDOWN_MS`: the core removes the container first, at a time when the verdict is on the screen.
 */

/** Time for the editor to paint the verdict. The end of a run updates panels and texts, which would delay that. */
export const BREATH_MS = 80;

/**
 * Progress of a shorter run is not shown. It would only flicker, and the window would be busy with it when the verdict comes (20 ms of
 * 150, measured on two cores: docs/performance.md, "The way to the painted verdict").
 */
export const QUICK_MS = 200;

/** The engine removes no container and starts no new one so soon: on two cores that kept the editor from painting for 80 ms. */
export const COOLDOWN_MS = 300;

/** A file has to be active for so long: browsing through files starts no sandbox. */
export const STAYS_MS = 500;
