import type { ReportTest } from '../../contract/report';
import { render } from '../../results/report/render';
import { PLAIN } from '../../results/report/shown-text';
import { catalogue } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import type { StepResult } from '../../run/request';
import type { Api } from '../base/api';
import { plainLabel } from '../base/escape-ui';
import type { Target } from '../base/target';
import type { Targets } from '../course/targets';
import type { LastRuns } from '../status/last-runs';
import { stepName } from '../status/words';

const SHOWN_MS = 5_000;

/** `codealong.copyReport`: the last run as one block of text, for the person who is asked for help. */
export class CopyReport {
  constructor(
    private readonly api: Api,
    private readonly targets: Pick<Targets, 'current'>,
    private readonly runs: Pick<LastRuns, 'of'>,
    /** Of the extension. */
    private readonly version: string,
  ) {}

  async run(): Promise<void> {
    const target = await this.targets.current();
    const result = target === null ? null : (this.runs.of(target)?.result ?? null);
    if (target === null || result === null) {
      void this.api.window.showInformationMessage(editorCatalogue.news.noReport);
      return;
    }
    await this.api.env.clipboard.writeText(this.#text(target, result));
    this.api.window.setStatusBarMessage(
      `$(copy) ${editorCatalogue.news.reportCopied(plainLabel(stepName(target)))}`,
      SHOWN_MS,
    );
  }

  #text({ course, step }: Target, { report }: StepResult): string {
    const versions = `CodeAlong ${this.version}, VS Code ${this.api.version}, ${process.platform} ${process.arch}`;
    const about = `${course.id}/${step.id}. ${catalogue.outcomes.seedLine(report.seed)}`;
    const told = render(report, { style: PLAIN, durations: false });
    return [versions, about, '', ...told, ...report.tests.flatMap(transcriptOf), ''].join('\n');
  }
}

/** The dialogue of a test that did not pass with the program. It shows the author what the test has seen. */
function transcriptOf({ name, outcome, transcript }: ReportTest): readonly string[] {
  const tells = outcome !== 'passed' && transcript !== null && transcript !== '';
  return tells
    ? ['', editorCatalogue.tests.transcript(name), ...transcript.split('\n').map((line) => `  ${line}`)]
    : [];
}
