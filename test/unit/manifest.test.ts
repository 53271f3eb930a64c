import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import path from 'node:path';
import { keyIn, localised, manifestStrings } from '../support/manifest';
import { ROOT, read } from '../support/run';

/** Fields that the editor shows to a person. */
const SHOWN =
  /\.(?:\w*[tT]itle|category|name|label|contents|placeholder|tooltip|\w*[dD]escription|\w*[mM]essage|enumItemLabels\.\d+|\w*[dD]escriptions\.\d+)$/;
/** Conditions and keys are for the editor alone. */
const CONDITION = /\.(?:when|key|mac)$/;

const manifest = JSON.parse(read(path.join(ROOT, 'package.json')));
const texts: Readonly<Record<string, string>> = JSON.parse(read(path.join(ROOT, 'package.nls.json')));

/** Of a menu. */
interface Entry {
  readonly command: string;
  readonly when: string;
  readonly group?: string;
}

/** Of a command, a view or a part of the walkthrough. */
function isName(key: string): boolean {
  return /^(?:command|view)\.|^displayName$|^walkthrough\.(?:\w+\.)?title$/.test(key);
}

/** The strings of a manifest that a person reads although no translation could replace them. */
function plainSentences({ displayName, description, contributes, capabilities }: Record<string, unknown>) {
  const strings = manifestStrings({ own: { title: displayName, description }, contributes, capabilities });
  const read = strings.filter(({ path: at, text }) => SHOWN.test(at) || (text.includes(' ') && !CONDITION.test(at)));
  return read.filter(({ text }) => keyIn(text) === null).map(({ path: at }) => at);
}

describe('The texts of the manifest', () => {
  const used = manifestStrings(manifest).flatMap(({ text }) => keyIn(text) ?? []);

  it('are all in package.nls.json, and no others', () => {
    deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
    ok(used.length > 20, `only ${used.length} keys were found`);
  });

  it('are nowhere in package.json', () => {
    deepEqual(plainSentences(manifest), []);
  });

  it('would be found in package.json', () => {
    const commands = [{ command: 'a.b', title: 'Run', when: 'a == b' }];
    const properties = { a: { type: 'string', enumDescriptions: ['One'], patternErrorMessage: 'No' } };
    deepEqual(plainSentences({ displayName: '%x%', description: 'y', contributes: { commands, properties } }), [
      'own.description',
      'contributes.commands.0.title',
      'contributes.properties.a.enumDescriptions.0',
      'contributes.properties.a.patternErrorMessage',
    ]);
  });

  it('are sentences, or short names without a full stop', () => {
    for (const [key, text] of Object.entries(texts))
      match(text, isName(key) ? /^[A-Z][\w ]+(?:: [A-Z][\w ]+)?$/ : /^[A-Z][\s\S]+[.)]$/, key);
  });

  it('are what the editor shows', () => {
    equal(localised(manifest.displayName, texts), 'CodeAlong');
    deepEqual(
      ['%a.b%', '%c%', 'a.b'].map((text) => localised(text, { 'a.b': 'Begin' })),
      ['Begin', '%c%', 'a.b'],
    );
  });
});

describe('The commands of the manifest', () => {
  const { contributes } = manifest;
  const ids: readonly string[] = contributes.commands.map(({ command }: { command: string }) => command);
  const inPalette = new Map<string, string>(
    contributes.menus.commandPalette.map(({ command, when }: { command: string; when: string }) => [command, when]),
  );

  it('are offered where they work, and without a condition only where they always do', () => {
    const always = ids.filter((id) => !inPalette.has(id)).map((id) => id.replace('codealong.', ''));
    deepEqual(always.sort(), ['buildImage', 'checkSetup', 'getStarted', 'prepareImage', 'showLog', 'startCourse']);
    for (const [id, when] of inPalette) {
      ok(ids.includes(id), id);
      // A command that needs to be told what for is nowhere in the palette.
      match(when, /^false$|codealong\.(?:active|authoring|running|ran|runsOnSave|withoutAi)/, id);
    }
  });

  it('offer to stop wherever they offer to run', () => {
    for (const [menu, entries] of Object.entries<readonly { command: string; when: string }[]>(contributes.menus)) {
      if (menu === 'commandPalette') continue;
      const runs = entries.filter(({ command }) => command === 'codealong.runStepTests');
      const stops = entries.filter(({ command }) => command === 'codealong.stopRun');
      equal(stops.length, runs.length, menu);
      for (const { when } of runs) match(when, /!codealong\.running/);
    }
  });

  it('run a row of the view of a course only when the learner has come to its step', () => {
    const runs = contributes.menus['view/item/context'].filter(({ command }: Entry) => /run/.test(command));
    ok(runs.length >= 3);
    for (const { when } of runs) match(when, /viewItem == reached/);
  });

  it('stand behind the dots of that view, and not in the palette alone', () => {
    const entries = contributes.menus['view/title'].filter(({ when }: Entry) => when.includes('codealong.course'));
    const behind = entries.filter(({ group = '' }: Entry) => !group.startsWith('navigation'));
    const names =
      'showSolution useSolution resetStep undoReset runOnSave stopRunOnSave openTaskAsText runProgram openClient learnWithoutAi learnWithAi';
    deepEqual(
      behind.map(({ command }: Entry) => command.replace('codealong.', '')),
      names.split(' '),
    );
    const client = behind.find(({ command }: Entry) => command.endsWith('openClient'));
    match(client?.when, /codealong\.hasClient/);
  });

  it('that need a course are not offered for the Python files of anybody', () => {
    equal(inPalette.get('codealong.runProgram'), 'codealong.active || codealong.authoring');
    match(inPalette.get('codealong.openClient') ?? '', /codealong\.hasClient/);
    equal(contributes.terminal, undefined, 'a profile of a terminal would be offered in every window');
  });

  it('lead to a course from the Testing view of any window that has none', () => {
    const [welcome] = contributes.viewsWelcome.filter(({ view }: { view: string }) => view.endsWith('.testing'));
    equal(welcome.when, '!codealong.active');
    const text = localised(welcome.contents, texts);
    for (const command of ['startCourse', 'getStarted']) ok(text.includes(`(command:codealong.${command})`));
  });

  it('have keys behind that of the editor for tests, which it has not given to anything else', () => {
    // The editor's own after Ctrl+; in 1.139: A, C, E, F, L alone, and some with Ctrl.
    const taken = ['a', 'c', 'e', 'f', 'l', 'm', 'r', 'i', 'o', 'x'];
    for (const { command, key, mac, when } of contributes.keybindings) {
      ok(ids.includes(command), command);
      match(key, /^ctrl\+; [a-z]$/);
      equal(mac, key.replace('ctrl', 'cmd'));
      equal(when, 'codealong.active');
      ok(!taken.includes(key.at(-1)), key);
    }
    equal(new Set(contributes.keybindings.map(({ key }: { key: string }) => key)).size, contributes.keybindings.length);
  });

  it('with a place in a menu of buttons have an icon', () => {
    const buttons = ['editor/title/run', 'view/title', 'testing/message/content'];
    // A group of another name stands behind the dots.
    const isButton = ({ group }: { group?: string }) => group === undefined || group.startsWith('navigation');
    const used = new Set<string>(
      buttons.flatMap((menu) =>
        contributes.menus[menu].filter(isButton).map(({ command }: { command: string }) => command),
      ),
    );
    for (const { command, icon } of contributes.commands) if (used.has(command)) match(icon, /^\$\([\w-]+\)$/, command);
  });
});

describe('The walkthrough', () => {
  const [walkthrough] = manifest.contributes.walkthroughs;

  it('is ticked by facts alone', () => {
    deepEqual(
      walkthrough.steps.map(({ completionEvents }: { completionEvents: readonly string[] }) => completionEvents),
      ['dockerReady', 'imageReady', 'courseStarted', 'firstTestPassed'].map((fact) => [`onContext:codealong.${fact}`]),
    );
  });

  it('has in each step a button that does the thing, and a small picture in the colours of the theme', () => {
    for (const { description, media } of walkthrough.steps) {
      const commands = [...localised(description, texts).matchAll(/\]\(command:([\w.]+)\)/g)].map(([, id]) => id);
      ok(commands.length > 0, description);
      for (const id of commands)
        ok(manifest.contributes.commands.some(({ command }: { command: string }) => command === id));
      const picture = read(path.join(ROOT, media.svg));
      ok(picture.length < 10_000, media.svg);
      // The editor's walkthrough takes no style of a picture's own, and its shapes would be black.
      ok(!/<style|\sstyle=|\sclass=/.test(picture), media.svg);
      match(picture, /var\(--vscode-/);
      doesNotMatch(picture, /<script|href=|url\(/);
    }
  });
});

describe('The settings of the manifest', () => {
  it('each have a scope and a description', () => {
    const settings = Object.entries<Record<string, string>>(manifest.contributes.configuration.properties);
    for (const [name, { scope, description, markdownDescription }] of settings) {
      match(scope ?? '', /^(?:machine|machine-overridable|window|resource)$/, name);
      ok(localised(description ?? markdownDescription ?? '', texts).length > 20, name);
    }
  });
});
