import assert from 'node:assert/strict';
import vm from 'node:vm';
import { ROOT, read } from '../../support/run';

/** A button of the page: all that the script asks of one. */
class Button {
  isConnected = true;
  constructor(
    readonly page: Page,
    readonly command: string,
  ) {}
  get dataset() {
    return { command: this.command };
  }
  focus(): void {
    this.page.activeElement = this;
  }
}

/** The few members of a document that the script uses; of its elements only the row of buttons. */
class Page {
  activeElement: Button | null = null;
  hasTheFocus = true;
  state: unknown = null;
  readonly title = '2. Answer';
  readonly body = { dataset: {} };
  #buttons: readonly Button[] = [];
  #listener: (event: unknown) => void = () => undefined;

  constructor(...commands: readonly string[]) {
    const page = this;
    const row = {
      get innerHTML() {
        return page.#buttons.map(({ command }) => command).join(' ');
      },
      set innerHTML(html: string) {
        for (const button of page.#buttons) button.isConnected = false;
        page.#buttons = html.split(' ').map((command) => new Button(page, command));
      },
    };
    row.innerHTML = commands.join(' ');
    const document = {
      title: this.title,
      body: this.body,
      addEventListener: () => undefined,
      hasFocus: () => this.hasTheFocus,
      get activeElement() {
        return page.activeElement;
      },
      getElementById: (id: string) => (id === 'actions' ? row : null),
      querySelectorAll: () => [],
      querySelector: (selector: string) => this.#find(selector),
    };
    const window = {
      scrollY: 0,
      scrollTo: () => undefined,
      addEventListener: (kind: string, listener: (event: unknown) => void) => {
        if (kind === 'message') this.#listener = listener;
      },
    };
    const api = { getState: () => null, setState: (state: unknown) => Object.assign(this, { state }) };
    vm.runInNewContext(read(`${ROOT}/media/task.js`), { document, window, acquireVsCodeApi: () => api });
  }

  focus(command: string): void {
    this.#find(`"${command}"`)?.focus();
  }

  /** The row is sent anew. */
  send(...commands: readonly string[]): string | undefined {
    this.#listener({ data: { sections: { actions: commands.join(' ') } } });
    return this.activeElement?.isConnected ? this.activeElement.command : undefined;
  }

  #find(selector: string): Button | null {
    const [, command] = /"(\w+)"/.exec(selector) ?? [];
    return this.#buttons.find((button) => command === undefined || button.command === command) ?? null;
  }
}

describe('The script of the task page', () => {
  it('keeps the focus on Run while it becomes Stop and Run again', () => {
    const page = new Page('runStepTests', 'showHint');
    page.focus('runStepTests');
    assert.equal(page.send('stopRun', 'showHint'), 'stopRun');
    assert.equal(page.send('runStepTests', 'nextStep'), 'runStepTests');
  });

  it('goes to the first button of the row when one is gone', () => {
    const page = new Page('runStepTests', 'nextStep', 'showHint');
    page.focus('nextStep');
    assert.equal(page.send('runStepTests', 'showSolution'), 'runStepTests');
    page.focus('showSolution');
    assert.equal(page.send('runStepTests', 'showSolution', 'showHint'), 'showSolution');
  });

  it('takes no focus while the learner is in the program', () => {
    const page = new Page('runStepTests');
    page.focus('runStepTests');
    page.hasTheFocus = false;
    assert.equal(page.send('stopRun'), undefined);
  });
});
