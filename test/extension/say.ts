import Mocha from 'mocha';

/** Prints a line among those of the report. console.log would be lost among VS Code's own output. */
export function say(text: string): void {
  Mocha.reporters.Base.consoleLog(text);
}
