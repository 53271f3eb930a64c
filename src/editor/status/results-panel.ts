import type { Api } from '../base/api';
import type { Settings } from '../base/settings';
import type { Target } from '../base/target';
import { stateOfRun } from './last-run';
import type { LastRuns } from './last-runs';

const SHOW = 'workbench.panel.testResults.view.focus';

/**
 * After a run by command or CodeLens that did not pass, the failure's text is on the screen: the editor opens its results by itself
 * for runs of its own buttons only. The cursor stays in the program. A person can switch this off in the editor's settings.
 */
export class ResultsPanel {
  constructor(
    private readonly api: Api,
    private readonly settings: Pick<Settings, 'opensTestResults'>,
    private readonly runs: Pick<LastRuns, 'of'>,
    /** The task page shows the failure already. Twice on one screen it would leave no room for either. */
    private readonly isTold: () => boolean,
  ) {}

  async showAfter(target: Target): Promise<void> {
    if (!['failed', 'errored'].includes(stateOfRun(this.runs.of(target)))) return;
    if (this.isTold()) return;
    if (this.settings.opensTestResults()) await this.api.commands.executeCommand(SHOW, { preserveFocus: true });
  }
}
