import type { Amount } from '../../../contract/codes/course-codes';
import type { LearnerCodes } from '../../../contract/codes/learner-codes';
import { type Area, bytes, plural, sizes, table, withArticle } from '../words';

type FolderCode = Exclude<
  keyof LearnerCodes,
  'source-empty' | 'venv-left-out' | 'link-left-out' | 'device-left-out' | 'shadows-standard-module'
>;

/** By why a link cannot be followed. */
const LEADS = table<string>({
  outside: ', which is outside your folder',
  folder: ', which is a folder',
  broken: ', which does not exist',
});

/** The learner's folder, and the record of their progress in it. */
export const folder: Area<FolderCode> = {
  'folder-too-large': (args) => ({
    title: `Your folder is too large to be sent to the sandbox: ${size(args)}. At most 8 MB and 500 files are sent.`,
    body: `The largest: ${sizes(args.largest)}`,
    advice: 'Move files that your program does not need out of it, or keep the course in a folder of its own.',
  }),
  'bad-file-name': (args) => ({
    title: `The name of the file "${args.name}" cannot be used in the sandbox${NAME_FAULTS[args.why] ?? ''}.`,
    advice: 'Rename the file. Letters, digits, `_` and `-` always work.',
  }),
  'file-missing': (args) => {
    const similar = args.similar ?? '';
    return {
      title: `The file "${args.file}" does not exist.`,
      advice:
        similar === ''
          ? 'Check the path and the spelling, and save the file.'
          : `There is a file "${similar}". Is that the one?`,
    };
  },
  'entry-missing': ({ file, folder, renamed }) => ({
    title: `This course runs ${file}, but there is no such file in "${folder}".`,
    advice:
      renamed === null
        ? 'Create it, or bring it back with "CodeAlong: Undo Reset" or "CodeAlong: Reset Step".'
        : `Did you rename it to ${renamed}? If so, rename it back.`,
  }),
  'no-learner-folder': (args) => ({
    title: `No folder in this window belongs to the course "${args.course}".`,
    advice: `Choose "CodeAlong: Start Course", or open ${withArticle(args.language)} file of the course and run the tests from there.`,
  }),
  'file-unreadable': (args) => ({
    title: `The file "${args.file}" cannot be read${because(args.reason)}.`,
    advice: 'Check that the file is yours and not locked by another program.',
  }),
  'file-not-saved': (args) => ({
    title: `The file "${args.file}" could not be saved, so its tests were not run.`,
    advice: 'Save it yourself: the editor says what is in the way. Then run the tests again.',
  }),
  'entry-is-link': ({ file, link, target, why }) => ({
    title: `"${link}" is a link${target === null ? '' : ` to "${target}"`}${LEADS[why] ?? ''}.`,
    advice:
      why === 'broken'
        ? 'Put the file there, or write your program in place of the link.'
        : `Only what lies in your folder is run. Copy "${link === file ? (target ?? file) : link}" to the place of the link, or test the file where it really is.`,
  }),
  'file-outside-root': (args) => ({
    title: `The file "${args.file}" is not in the folder "${args.root}".`,
    advice: 'Give a root folder that contains the file, or give none.',
  }),
  'source-utf16': (args) => ({
    title: `${args.file} is saved as UTF-16, which ${args.language} cannot read.`,
    advice: 'Save it as UTF-8. In VS Code, click the encoding in the status bar and choose "Save with Encoding".',
  }),
  'source-nul': (args) => ({
    title: `${args.file} has a NUL byte on line ${args.line}, which ${args.language} cannot read.`,
    advice:
      'The file may be damaged, or not be a text file at all. Delete that character, or the line, and save again.',
  }),
  'progress-unreadable': (args) => ({
    title: `Your progress cannot be read${because(args.reason)} (\`.codealong/progress.json\`).`,
    advice: 'Check that the file is yours and not locked by another program.',
  }),
  'progress-broken': (args) => ({
    title: `Your progress is damaged${(args.where ?? '') === '' ? '' : ` at "${args.where}"`} (\`.codealong/progress.json\`).`,
    advice: kept(
      args.copy,
      (copy) => `Nothing is lost: the damaged file was kept as "${copy}". Passed steps can be run again.`,
      'Fix the file by hand, or go on: when a step passes, the damaged file is kept as a copy and your progress starts over.',
    ),
  }),
  'progress-newer': (args) => ({
    title: `Your progress was written by a newer version of CodeAlong (format ${args.version}; this version reads up to ${args.supported}).`,
    advice:
      args.unrecorded === true
        ? 'This pass was not recorded, so that nothing there is lost. Update CodeAlong, and run the tests again.'
        : 'Update CodeAlong to see which steps you have done.',
  }),
  'folder-course-unknown': (args) => ({
    title: `This folder is for the course "${args.course}", which was not found.`,
    advice:
      args.restricted === true
        ? 'In Restricted Mode, CodeAlong ignores course folders that a workspace names. Trust this window, or name the course folder in your user settings.'
        : 'Add the folder that contains the course to the setting `codealong.courseFolders`.',
  }),
  'progress-unwritable': (args) => ({
    title: `Your progress could not be written to "${args.file}"${because(args.reason)}.`,
    advice: 'Check that you may write to the folder and that the disk is not full.',
  }),
  'course-not-copied': (args) => ({
    title: `The course could not be started: "${args.file}" cannot be written${because(args.reason)}.`,
    advice: 'Choose a folder that you may write to. Nothing that was there before has been changed.',
  }),
  'file-not-copied': (args) => ({
    title: `Nothing was changed, because "${args.file}" could not be copied first. It is a link, or it cannot be read.`,
    advice: 'Replace it with an ordinary file, and try again.',
  }),
  'files-not-replaced': (args) => ({
    title: `"${args.file}" could not be changed${because(args.reason)}.`,
    advice: `Check that you may write to it and that the disk is not full, then try again. ${changedFiles(args.changed)}`,
  }),
  'copy-not-kept': (args) => ({
    title: `A copy of your files could not be written: "${args.file}"${because(args.reason)}.`,
    advice: 'Check that you may write to the folder and that the disk is not full.',
  }),
};

function changedFiles(names: readonly string[]): string {
  return names.length === 0
    ? 'No other file was changed, and a copy of your files was kept.'
    : `These files were changed before it: ${names.join(', ')}. "CodeAlong: Undo Reset" brings them back.`;
}

const NAME_FAULTS = table<string>({
  absolute: ': it is not relative to your folder',
  empty: ': it is empty',
  nul: ': it contains a NUL character',
  'not-unicode': ': it is not valid Unicode text',
  outside: ': it leads outside your folder',
  'too-long': ': it is too long',
});

const REASONS = table<string>({
  EACCES: 'access is denied',
  EPERM: 'it is not permitted',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is not a folder',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EBUSY: 'another program is using it',
  EEXIST: 'something with that name already exists',
  EFBIG: 'it is too large',
  ELOOP: 'its links form a loop',
  EINVAL: 'it is not a regular file',
  ENXIO: 'it is not a regular file',
});

/** What was kept has another advice than what is still in its place. */
function kept(copy: string | undefined, as: (copy: string) => string, otherwise: string): string {
  return copy === undefined ? otherwise : as(copy);
}

/** `: access is denied`; the system's own word for what we have none for. */
export function because(reason: string | null): string {
  return reason === null || reason === '' ? '' : `: ${REASONS[reason] ?? reason}`;
}

/** `9 MB in 3 files` */
export function size({ bytes: amount, files }: Amount): string {
  return `${bytes(amount)} in ${plural(files, 'file')}`;
}
