import type { Message } from '../../contract/codes';
import type { Entry, JobFile } from '../../contract/job';
import type { Language, Launching } from '../../contract/language';
import { compileCheck } from './compile-check';
import { entryOf, outsidePackages } from './module-entry';
import { checkSource, PYTHON_NAME } from './source';
import { shadowNotes } from './standard-modules';
import { readWantedVersion } from './wanted-version';
import { wishedPackages } from './wished-packages';

/** The host's part of Python before a run, with what follows. The sandbox's part is `docker/runner/languages/python.py`. */
export const pythonLanguage: Language = {
  id: 'python',
  name: PYTHON_NAME,
  editorId: 'python',
  extension: '.py',
  rootOf: outsidePackages,
};

export const pythonLaunching: Launching = {
  runtime: 'python3',
  wantedVersion: readWantedVersion,
  entryOf,
  checkSource,
  compileCheck,
  notesOn: shadows,
  wishesOf: wishedPackages,
};

/** Imports start beside a file that is started as a script, and at the root for a module. */
function shadows(entry: Entry, files: readonly JobFile[], version: string | null): readonly Message[] {
  const slash = entry.kind === 'file' ? entry.path.lastIndexOf('/') : -1;
  const paths = files.map((file) => file.path);
  return shadowNotes(paths, slash < 0 ? '' : entry.path.slice(0, slash), version);
}
