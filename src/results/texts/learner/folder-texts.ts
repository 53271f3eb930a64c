import type { Amount } from '../../../contract/codes/course-codes';
import type { LearnerCodes } from '../../../contract/codes/learner-codes';
import { type Area, bytes, plural, sizes } from '../words';

type FolderCode = Exclude<
  keyof LearnerCodes,
  'source-empty' | 'venv-left-out' | 'link-left-out' | 'device-left-out' | 'shadows-standard-module'
>;

/** The learner's folder, and the record of their progress in it. */
export const folder: Area<FolderCode> = {
  'folder-too-large': (args) => ({
    title: `Your folder is too large to be sent to the sandbox: ${size(args)}. At most 8 MB and 500 files are sent.`,
    body: `The largest: ${sizes(args.largest)}`,
    advice: 'Move what your program does not need to another folder, or keep the course in a folder of its own.',
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
  'no-learner-folder': (args) => ({
    title: `No folder of this window is for "${args.course}".`,
    advice: 'Choose "CodeAlong: Start Course", or open a Python file of the course and run the tests from there.',
  }),
  'file-unreadable': (args) => ({
    title: `The file "${args.file}" cannot be read${because(args.reason)}.`,
    advice: 'Check that the file is yours and not locked by another program.',
  }),
  'file-not-saved': (args) => ({
    title: `The file "${args.file}" could not be saved, so its tests were not run.`,
    advice: 'Save it yourself: the editor says what is in the way. Then run the tests again.',
  }),
  'file-outside-root': (args) => ({
    title: `The file "${args.file}" does not lie in the folder "${args.root}".`,
    advice: 'Give a root folder that holds the file, or leave it out.',
  }),
  'source-utf16': (args) => ({
    title: `${args.file} is saved in the encoding UTF-16, which Python cannot read.`,
    advice: 'Save it as UTF-8. In VS Code, click on the encoding in the status bar and choose "Save with Encoding".',
  }),
  'source-nul': (args) => ({
    title: `${args.file} has a NUL byte on line ${args.line}, which Python cannot read.`,
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
      'Correct it by hand, or go on: when a step passes, the damaged file is kept as a copy and your progress begins anew.',
    ),
  }),
  'progress-newer': (args) => ({
    title: `Your progress was written by a newer CodeAlong (format ${args.version}; this one reads up to ${args.supported}).`,
    advice: kept(
      args.copy,
      (copy) => `Update CodeAlong. Nothing is lost: the file was kept as "${copy}".`,
      'Update CodeAlong to see which steps you have done.',
    ),
  }),
  'folder-course-unknown': (args) => ({
    title: `This folder is for the course "${args.course}", which was not found.`,
    advice:
      args.restricted === true
        ? 'In Restricted Mode the folders of courses that a workspace names are not looked at. Trust this window, or name the folder of the course in your user settings.'
        : 'Name the folder in which the course lies in the setting `codealong.courseFolders`.',
  }),
  'progress-unwritable': (args) => ({
    title: `Your progress could not be written to "${args.file}"${because(args.reason)}.`,
    advice: 'Check that the folder may be written to and that the disk is not full.',
  }),
  'course-not-copied': (args) => ({
    title: `The course could not be started: "${args.file}" cannot be written${because(args.reason)}.`,
    advice: 'Choose another folder, one that you may write to. What was there before has not been changed.',
  }),
};

const NAME_FAULTS: Readonly<Record<string, string>> = {
  absolute: ': it is not relative to your folder',
  empty: ': it is empty',
  nul: ': it has a NUL character in it',
  'not-unicode': ': it is not valid Unicode text',
  outside: ': it leads out of your folder',
  'too-long': ': it is too long',
};

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'access is refused',
  EPERM: 'it is not permitted',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is not a folder',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EBUSY: 'another program uses it',
  EEXIST: 'there is something of that name already',
  EFBIG: 'it is too large',
  ELOOP: 'its links lead in a circle',
  EINVAL: 'it is not a regular file',
  ENXIO: 'it is not a regular file',
};

/** What was kept has another advice than what is still in its place. */
function kept(copy: string | undefined, as: (copy: string) => string, otherwise: string): string {
  return copy === undefined ? otherwise : as(copy);
}

/** `: access is refused`; the system's own word for what we have none for. */
export function because(reason: string | null): string {
  return reason === null || reason === '' ? '' : `: ${REASONS[reason] ?? reason}`;
}

/** `9 MB in 3 files` */
export function size({ bytes: amount, files }: Amount): string {
  return `${bytes(amount)} in ${plural(files, 'file')}`;
}
