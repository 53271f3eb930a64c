import Mocha from 'mocha';

/** One line among those of the report, where console.log would be lost among what all of VS Code says. */
export function say(text: string): void {
  Mocha.reporters.Base.consoleLog(text);
}
