import type { SandboxEnd } from '../../src/contract/verdict';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { type Bench, jobOf } from './bench';
import { killContainer } from './engine-call';

const SUITE = 'from codealong import program\n\n\ndef test_it():\n    assert program.run().stdout == "done\\n"\n';
const SLOW = 'import time\ntime.sleep(2)\nprint("done")\n';

/** Everything that a living window may have on the engine: one waiting sandbox, one that runs, and one that has just ended. */
export class Window {
  private constructor(
    private readonly bench: Bench,
    private readonly warm: Sandbox,
    private readonly running: Sandbox,
    private readonly ended: Sandbox,
    private readonly run: Promise<SandboxEnd>,
  ) {}

  static async open(bench: Bench): Promise<Window> {
    const [warm, running, ended] = await Promise.all([bench.sandbox(), bench.sandbox(), bench.sandbox()]);
    const run = running.run(jobOf({ program: SLOW, suite: SUITE }), () => {});
    await killContainer(ended.id);
    return new Window(bench, warm, running, ended, run);
  }

  /** Continues everything. Each part must be as if no other window existed. */
  async goOn(): Promise<{ readonly running: string; readonly warm: string; readonly ended: number }> {
    const running = (await this.run).cause;
    const warm = await this.warm.run(jobOf({ program: 'print("done")', suite: SUITE }), () => {});
    const ended = await this.bench.engine.inspect(this.ended.id);
    return { running, warm: warm.cause, ended: ended.exitCode };
  }

  async close(): Promise<void> {
    await Promise.all([this.warm.dispose(), this.running.dispose(), this.ended.dispose()]);
  }
}
