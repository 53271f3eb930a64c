import { CodedError } from '../contract/codes';
import type { SandboxUsers } from '../contract/image';
import type { Job } from '../contract/job';
import type { Limits } from '../contract/limits';
import type { Engine } from '../engine/client/engine';
import { reduce } from '../results/verdict/reduce';
import { type JobOptions, type JobResult, type Removals, runJob } from '../run/run-job';
import { Trust } from '../run/trust';
import type { Owner } from '../sandbox/owner';
import { findingsOf, type SetupFinding } from './diagnosis';
import { limitFindings, probeFindings } from './findings';
import { probeJob, readProbe, trialJob } from './probe';

type Judge = JobOptions['judge'];

/** Runs our own programs in containers that are made like those of every run. */
export class Examination {
  constructor(
    private readonly engine: Engine,
    private readonly image: string,
    private readonly owner: Owner,
    private readonly removals: Removals,
    private readonly signal?: AbortSignal,
  ) {}

  /** Measures the limits inside a container. A missing limit does not stop it, since the probe is our own program. */
  async limits(limits: Limits): Promise<readonly SetupFinding[]> {
    const findings: SetupFinding[] = [];
    let users: SandboxUsers | null = null;
    const { events } = await this.#result(probeJob(limits), (sandbox) => {
      findings.push(
        ...sandbox.warnings.map((text) => findingsOf('limits')('warning', 'doctor-engine-warns', { text })),
      );
      users = sandbox.users;
      findings.push(...limitFindings(sandbox.ready.facts, limits, sandbox.users));
      return [];
    });
    return [...findings, ...probeFindings(readProbe(events), users)];
  }

  /** Runs a small program as a learner's is run, and measures how long that takes. */
  async trial(limits: Limits): Promise<readonly SetupFinding[]> {
    const trust = new Trust();
    const began = performance.now();
    const result = await this.#result(trialJob(limits), (sandbox) => trust.judge(this.engine, sandbox, limits));
    const total = performance.now() - began;
    const { events, end, starting_ms } = result;
    const verdict = reduce({ language: 'python', events, end, starting_ms, limits, expected: [], seed: 0, notes: [] });
    const finding = findingsOf('run');
    if (verdict.outcome !== 'passed') {
      const why = verdict.headline ?? { code: 'doctor-trial-failed', args: { outcome: verdict.outcome } };
      return [{ section: 'run', grade: 'bad', message: why }];
    }
    const tests_ms = verdict.metrics?.wall_ms ?? 0;
    return [
      finding('good', 'doctor-trial', {
        total_ms: Math.round(total),
        starting_ms: Math.round(starting_ms),
        tests_ms: Math.round(tests_ms),
      }),
    ];
  }

  async #result(job: Job, judge: Judge): Promise<JobResult> {
    const { image, owner, signal } = this;
    const nothing = () => {};
    const how = { image, owner, role: 'probe', judge, onEvent: nothing, onReady: nothing, signal } as const;
    const result = await runJob(this.engine, job, how, this.removals);
    if (result.end.cause === 'cancelled') throw new CodedError('cancelled', { call: 'doctor' });
    return result;
  }
}
