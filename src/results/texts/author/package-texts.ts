import type { PackageCode } from '../../../contract/codes';
import type { PackageCodes } from '../../../contract/codes/package-codes';
import { because } from '../learner/folder-texts';
import { buildTroubleIn } from '../setup/trouble-texts';
import { type Area, bytes, given } from '../words';

/** Why, to follow what could not be done; and what to do. */
const FETCHING = {
  'no-base': ': the image whose pip would do it is not there',
  'no-pip': ': the base of the sandbox has no pip',
  failed: '',
} as const;
const BESIDE = 'in the folder `wheels` beside the list';
const ONLINE = `Check that this machine can reach the internet, and run it again. Where it cannot, the wheels must be in the course, ${BESIDE}.`;

/** Who can do something about it: the person at the screen often cannot. */
const NOT_YOURS = 'This is a mistake in the course, not in your program. For its author:';

const GET = 'Take the wheel from where you got the list, and put it into the folder `wheels` beside the list.';
const OTHER = 'Get the wheel again from its source, or take another version of the package.';
const HASHED = 'Write it as `name==1.2.3 --hash=sha256:…`: that is what `pip-compile --generate-hashes` writes.';

/** What is wrong with the packages of a course, with where it stands. */
export const packageTexts: Area<PackageCode> = {
  'package-file-missing': ({ file }) => ({
    title: `The course brings the package file "${file}", which does not exist.`,
    advice: `${NOT_YOURS} put the file there, or correct \`packages\` in course.json.`,
  }),
  'package-file-unreadable': ({ file, reason }) => ({
    title: `The package file "${file}" of the course cannot be read${because(reason)}.`,
    advice: `${NOT_YOURS} it must be a regular file that can be read, and a list has at most 1 MB.`,
  }),
  'package-file-link': ({ file }) => ({
    title: `The course brings packages through a link: "${file}".`,
    advice: `${NOT_YOURS} put the file itself there. Links are not followed, since they may lead out of the course.`,
  }),
  'packages-too-large': (args) => ({
    title: `The packages of the course are too large: ${bytes(args.bytes)}, at most ${bytes(args.most)}.`,
    advice: `${NOT_YOURS} leave out the packages, and the wheels for other machines, that the course does not need.`,
  }),
  'requirement-form': (args) => ({
    title: `Line ${args.line} of "${args.file}" is no package with its version and hash.`,
    body: `The line: ${args.source}`,
    advice: `${NOT_YOURS} a list has packages only, no options, addresses or other files. ${HASHED}`,
  }),
  'requirement-unpinned': (args) => ({
    title: `Line ${args.line} of "${args.file}" does not say which version of ${args.package} is meant.`,
    advice: `${NOT_YOURS} every learner must get the same package. ${HASHED}`,
  }),
  'requirement-no-hash': (args) => ({
    title: `Line ${args.line} of "${args.file}" has no SHA-256 hash for ${args.package}.`,
    advice: `${NOT_YOURS} without a hash another file could be taken for the package. ${HASHED}`,
  }),
  'requirement-unread': (args) => ({
    title: 'The version or the condition of a package in the list cannot be read.',
    body: `The package: ${args.source}`,
    advice: `${NOT_YOURS} a version looks like \`1.2.3\`, and a condition like \`; python_version < "3.13"\`.`,
  }),
  'wheel-hash-differs': (args) => ({
    title: `The wheel "${args.wheel}" is not the one that "${args.file}" means: its hash differs.`,
    body: `Its SHA-256: ${args.found}`,
    advice: `${NOT_YOURS} get the wheel again. Add this hash to ${args.package} only if you know where the file comes from.`,
  }),
  'package-twice': (args) => ({
    title: `The course brings ${args.package} in more than one version: ${args.versions}.`,
    advice: `${NOT_YOURS} keep one. Several wheels of the same version, for several machines, may stay.`,
  }),
  'wheel-name': ({ file }) => ({
    title: `"${file}" is not named like a wheel.`,
    advice: `${NOT_YOURS} do not rename wheels: their names say what they fit, as in \`name-1.2.3-py3-none-any.whl\`.`,
  }),
  'wheel-missing': (args) => ({
    title: `The wheel of ${args.package} is not in the course.`,
    advice: `${NOT_YOURS} the course needs its wheels here. ${GET}`,
  }),
  'wheel-not-fetched': (args) => ({
    title:
      args.why === 'hash'
        ? 'The packages of the course could not be fetched: a file is not what the list says.'
        : `The package ${args.package} is not in the course, and could not be fetched${FETCHING[args.why]}.`,
    ...(args.said === '' ? {} : { body: `${args.why === 'no-base' ? 'The build' : 'pip'} said: ${args.said}` }),
    advice: toFetch(args.why),
  }),
  'wheel-no-zip': (args) => ({
    title: `The wheel "${args.wheel}" cannot be unpacked${because(args.why)}.`,
    advice: `${NOT_YOURS} a wheel is a zip archive, and this one is none or is damaged. ${OTHER}`,
  }),
  'wheel-unfit': (args) => ({
    title: `No wheel of ${args.package} fits Python ${args.version} on ${args.machine}.`,
    body: `There is: ${args.wheels}`,
    advice:
      `${NOT_YOURS} a package with a compiled part needs a wheel for each Python and each kind of processor. ` +
      'Add the one that is missing, take a version that ends in `-py3-none-any.whl`, or narrow `runtimes` in course.json.',
  }),
  'wheel-path': (args) => ({
    title: `The wheel "${args.wheel}" has a file that would lie outside of the package: "${args.path}".`,
    advice: `${NOT_YOURS} do not use this file. ${OTHER}`,
  }),
  'wheel-link': (args) => ({
    title: `The wheel "${args.wheel}" has a link or a device in it: "${args.path}".`,
    advice: `${NOT_YOURS} wheels have regular files only. ${OTHER}`,
  }),
  'wheel-broken': (args) => ({
    title: `The wheel "${args.wheel}" is not whole: "${args.path}" is missing, or is not what its list of files says.`,
    advice: `${NOT_YOURS} the file is damaged. ${OTHER}`,
  }),
  'wheel-starts-code': (args) => ({
    title: `The wheel "${args.wheel}" would run code at each start of Python: "${args.path}".`,
    advice: `${NOT_YOURS} in a sandbox a package runs when it is imported, and not before. Use a package without such a file.`,
  }),
  'packages-unpacked-too-large': (args) => ({
    title: `The packages of the course are too large: ${bytes(args.bytes)} in ${given(args.files)} files when unpacked.`,
    advice: `${NOT_YOURS} at most ${bytes(args.most_bytes)} and ${given(args.most_files)} files fit. Leave out what the course does not need.`,
  }),
  'packages-collide': (args) => ({
    title: `Two packages of the course have the same file: "${args.path}".`,
    body: `It is in "${args.other}" and in "${args.wheel}".`,
    advice: `${NOT_YOURS} leave one of them out, or take another version of it.`,
  }),
  'package-needs': (args) => ({
    title: `The package ${args.package} needs ${args.needs}, which the course does not bring.`,
    advice: `${NOT_YOURS} add that package too. Nothing can be installed later.`,
  }),
  'package-interpreter': (args) => ({
    title: `The package ${args.package} needs Python ${args.needs}, and this is Python ${args.version}.`,
    advice: `${NOT_YOURS} take another version of it, or narrow \`runtimes\` in course.json.`,
  }),
  'course-image-failed': (args) => ({
    title: `The packages of the course "${args.course}" could not be put into an image.`,
    body: `The build said: ${given(args.line, 'nothing')}${args.last === '' ? '' : `\nBefore that: ${args.last}`}`,
    advice: buildTroubleIn(args)?.advice ?? 'Run it again. If this comes back, tell the author of the course.',
  }),
};

function toFetch(why: PackageCodes['wheel-not-fetched']['why']): string {
  if (why === 'hash') return `${NOT_YOURS} correct the hashes, or find out why the file has changed.`;
  if (why === 'no-pip') return `Here the course needs its wheels. For its author: put them into the course, ${BESIDE}.`;
  return ONLINE;
}
