import type { CodeArgs } from '../../../contract/codes';
import type { CourseFileCodes } from '../../../contract/codes/course-codes';
import { type Area, bytes, sizes, type Text, table } from '../words';
import { because, size } from './folder-texts';

/** What the reader of JSON calls a mistake, and what its author would; the reader's own word for what has no text. */
const MISTAKES = table<string>({
  InvalidSymbol: 'there is a word that JSON does not know',
  InvalidNumberFormat: 'a number is not written the way JSON requires',
  PropertyNameExpected: 'a name in double quotes is missing, often because of an extra comma',
  ValueExpected: 'a value is missing, often because of an extra comma',
  ColonExpected: 'a colon is missing between a name and its value',
  CommaExpected: 'a comma is missing between two entries',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is something after its end',
  InvalidCommentToken: 'it has a comment, which JSON does not allow',
  UnexpectedEndOfComment: 'it has a comment, which JSON does not allow',
  UnexpectedEndOfString: 'the closing quote of a string is missing',
  UnexpectedEndOfNumber: 'a number is incomplete',
  InvalidUnicode: 'a \\u in a string must be followed by four hexadecimal digits',
  InvalidEscapeCharacter: 'a backslash comes before a character that cannot be escaped; write two backslashes for one',
  InvalidCharacter: 'a string contains a line break or another control character',
  TooDeep: 'its brackets are nested too deeply',
  KeyTwice: 'a name appears twice',
});

const inWords = (problem: string) => MISTAKES[problem] ?? problem;

type Faults = Area<keyof CourseFileCodes>;

const faults: Faults = {
  'course-too-large': (args) => ({
    title: `The file is too large for a course (${bytes(args.bytes)}; at most 1 MB).`,
  }),
  'course-not-utf8': () => ({ title: 'The file is not saved as UTF-8.', advice: 'Save it as UTF-8.' }),
  'course-syntax': (args) => ({
    title: `This is not valid JSON: ${inWords(args.problem)}${(args.key ?? '') === '' ? '' : ` (${args.key})`}.`,
    advice:
      'Look at this line and the one above it: a comma, a quote or a bracket may be missing, or there may be one too many.',
  }),
  'course-newer': (args) => ({
    title: `The course has format version ${args.version}; this version of CodeAlong reads up to version ${args.supported}.`,
    advice: 'Update CodeAlong.',
  }),
  'step-id-twice': (args) => ({
    title: `The step id "${args.step}" is used twice, first on line ${args.first}.`,
    advice: 'Give each step an id of its own.',
  }),
  'course-field-missing': (args) => ({ title: `The field "${path(args.field, args.missing)}" is missing.` }),
  'course-field-unknown': (args) => {
    const near = args.suggestion ?? '';
    return {
      title: `There is no field "${path(args.field, args.unknown)}".`,
      advice: near === '' ? `Known fields: ${args.known}.` : `Did you mean "${near}"?`,
    };
  },
  'course-field-version': (args) => ({
    title: `Format version ${args.version} has no ${field(args.field)}.`,
    advice: `${args.version === 1 ? 'Write `"format_version": 2`. There, ' : ''}${RUNTIMES}`,
  }),
  'course-field-type': (args) => ({
    title: `${field(args.field)} must be of type ${args.wanted}, but is of type ${args.found}.`,
  }),
  'course-field-form': (args) => ({
    title: `${field(args.field)} has a value in the wrong format: "${args.value}".`,
    advice: FORMS[args.form] ?? "The author's guide in `courses/README.md` says what is allowed.",
  }),
  'course-field-choice': (args) => ({
    title: `${field(args.field)} cannot be "${args.value}".`,
    advice: `Use one of: ${args.supported}.`,
  }),
  'unsupported-value': (args) => ({
    title: `${field(args.field)} is "${args.value}", which is not supported yet.`,
    advice: `Supported: ${args.supported}.`,
  }),
  'course-field-bound': (args) => ({ title: `${field(args.field)} is out of bounds: ${rule(args)}.` }),
  'course-unreadable': (args) => ({ title: `The course cannot be read${because(args.reason)}.` }),
  'course-folder-missing': (args) => ({
    title: `The course folder "${args.folder}" does not exist.`,
    advice: 'Correct the setting `codealong.courseFolders`.',
  }),
  'course-id-twice': (args) => ({
    title: `Two courses have the id "${args.course}".`,
    body: `Used: ${args.kept}\nLeft out: ${args.left_out}`,
    advice: 'Give one of them another id.',
  }),
  'step-folder-missing': (args) => ({
    title: `The step "${args.step}" has no folder.`,
    advice: `Make the folder "${args.wanted}".`,
  }),
  'step-folder-number': (args) => ({
    title: `The number of the folder "${args.folder}" does not match the position of the step "${args.step}" in the course.`,
    advice: `Rename it to "${args.wanted}", or change the order of the steps.`,
  }),
  'suite-too-large': (args) => ({
    title: `The tests of the step "${args.step}" are too large: ${size(args)}.`,
    body: `The largest: ${sizes(args.largest)}`,
    advice: 'At most 8 MB and 500 files are sent. Move files that the tests do not need out of the course.',
  }),
};

/** What may be wrong in a `course.json` or around it. Its author reads this. */
export const courseFile: Faults = placedEach(faults);

/** Each with the file and the line that it is about, where they are known. */
function placedEach<K extends keyof CourseFileCodes>(makers: Area<K>): Area<K> {
  const names = Object.keys(makers) as K[];
  const pairs = names.map((code) => [code, (args: CodeArgs[K]) => placed(makers[code](args), args)]);
  return Object.fromEntries(pairs) as Area<K>;
}

/** Where in the course it stands. */
interface Placed {
  readonly file?: string;
  readonly line?: number | null;
}

function placed(text: Text, { file, line }: Placed): Text {
  if (file === undefined || file === '') return text;
  const where = line === undefined || line === null ? file : `${file}:${line}`;
  return { ...text, body: text.body === undefined ? where : `${where}\n${text.body}` };
}

const FORMS = table<string>({
  slug: 'An id begins with a lower-case letter and has only lower-case letters, digits and `-`.',
  range:
    'A range is one or more of `>=`, `<` and `=`, each with a version of one or two numbers, with one blank between them: `>=3.11`, `>=3.11 <3.14`, `=3.13`.',
  entry: 'An entry is the relative path of a source file, such as `main.py` or `app/main.py`.',
  packages: 'Packages are wheels (`….whl`) and lists (`….txt`) in the course.',
});

/** What version 2 of the format has for three fields of version 1. */
const RUNTIMES = '`"runtimes": { "python": ">=3.11" }` takes the place of `language`, `runtime` and `image`.';

const RULES = table<string>({
  minimum: 'it must be at least',
  exclusiveMinimum: 'it must be more than',
  maximum: 'it must be at most',
  minProperties: 'the minimum number of entries is',
  minItems: 'the minimum number of entries is',
  maxItems: 'the maximum number of entries is',
  minLength: 'the minimum length is',
  maxLength: 'the maximum length is',
});

function field(name: string): string {
  return name === '' ? 'The course' : `"${name}"`;
}

function path(before: string, last: string): string {
  return before === '' ? last : `${before}.${last}`;
}

function rule(args: CourseFileCodes['course-field-bound']): string {
  const limit = args.limit;
  const words = RULES[args.rule];
  return words === undefined || limit === null ? `the rule "${args.rule}" is broken` : `${words} ${limit}`;
}
