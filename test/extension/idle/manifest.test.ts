import { deepEqual, equal, ok } from 'node:assert/strict';
import { manifest } from '../extension';

const { contributes, capabilities } = manifest();
const OURS = /\bcodealong\.\w+/g;

describe('The manifest, as the editor has read it,', () => {
  it('restricts only settings that exist', () => {
    const { restrictedConfigurations: restricted } = capabilities.untrustedWorkspaces;
    ok(restricted.length > 0);
    const unknown = restricted.filter((name) => !Object.hasOwn(contributes.configuration.properties, name));
    deepEqual(unknown, []);
  });

  it('lets no folder of unknown origin set an engine, an image, folders or limits; only which of our runtimes it takes, and its marks', () => {
    const harmless = Object.keys(contributes.configuration.properties).filter(
      (name) => !capabilities.untrustedWorkspaces.restrictedConfigurations.includes(name),
    );
    deepEqual(harmless, ['codealong.runtime.python', 'codealong.neverReached', 'codealong.diagnostics.enabled']);
  });

  it('shows every command under the name of CodeAlong', () => {
    for (const { command, category } of contributes.commands) equal(category, 'CodeAlong', command);
  });

  it('offers in menus and in the welcome only commands that exist', () => {
    const known = contributes.commands.map(({ command }) => command);
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const welcomed = contributes.viewsWelcome.flatMap(({ contents }) => contents.match(OURS) ?? []);
    ok(inMenus.length > 0 && welcomed.length > 0);
    deepEqual(
      [...inMenus, ...welcomed].filter((command) => !known.includes(command)),
      [],
    );
  });
});
