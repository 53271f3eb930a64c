import { equal } from 'node:assert/strict';
import * as vscode from 'vscode';
import { everyCommandIsRegistered, extension } from '../extension';

// No file of the course is open yet: a Python file would wake the extension as well.
describe('The extension in a learner’s folder', () => {
  it('is awake by itself', () => {
    equal(vscode.window.visibleTextEditors.length, 0);
    equal(extension().isActive, true);
  });

  it('has registered every command of its manifest', everyCommandIsRegistered);
});
