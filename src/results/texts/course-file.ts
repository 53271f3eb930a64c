import { because, size } from './folder';
import { type Area, type Args, bytes, figure, type Maker, word } from './words';

/** What the reader of JSON calls a mistake, and what its author would; the reader's own word for what has no text. */
const MISTAKES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'there is a word that JSON does not know',
  InvalidNumberFormat: 'a number is not written as JSON wants it',
  PropertyNameExpected: 'a name in double quotes is missing, often because of a comma too many',
  ValueExpected: 'a value is missing, often because of a comma too many',
  ColonExpected: 'a colon is missing between a name and its value',
  CommaExpected: 'a comma is missing between two entries',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'something stands behind its end',
  InvalidCommentToken: 'it has a comment, which JSON does not allow',
  UnexpectedEndOfComment: 'it has a comment, which JSON does not allow',
  UnexpectedEndOfString: 'the quote at the end of a text is missing',
  UnexpectedEndOfNumber: 'a number breaks off',
  InvalidUnicode: 'a \\u in a text needs four digits behind it',
  InvalidEscapeCharacter: 'a backslash stands in front of a character that needs none; write two for one',
  InvalidCharacter: 'a text has a line break or another control character in it',
  TooDeep: 'its brackets are nested too deeply',
  KeyTwice: 'a name is there twice',
};

const inWords = (problem: string) => MISTAKES[problem] ?? problem;

const faults: Area = {
  /** bytes */
  'course-too-large': (args) => ({
    title: `The file is too large for a course (${bytes(args, 'bytes')}; at most 1 MB).`,
  }),
  'course-not-utf8': () => ({ title: 'The file is not saved as UTF-8.', advice: 'Save it with the encoding UTF-8.' }),
  /** problem, key? */
  'course-syntax': (args) => ({
    title: `This is not valid JSON: ${inWords(word(args, 'problem'))}${word(args, 'key', '') === '' ? '' : ` (${word(args, 'key')})`}.`,
    advice: 'Look at this line and the one above it: a comma, a quote or a bracket may be missing or too many.',
  }),
  /** version, supported */
  'course-newer': (args) => ({
    title: `The course has format version ${word(args, 'version')}; this CodeAlong reads up to version ${word(args, 'supported')}.`,
    advice: 'Update CodeAlong.',
  }),
  /** step, first: line */
  'step-id-twice': (args) => ({
    title: `The step id "${word(args, 'step')}" is there twice; the first is on line ${word(args, 'first')}.`,
    advice: 'Give each step an id of its own.',
  }),
  /** field, missing */
  'course-field-missing': (args) => ({ title: `The field "${path(args, 'missing')}" is missing.` }),
  /** field, unknown, suggestion?, known */
  'course-field-unknown': (args) => {
    const near = word(args, 'suggestion', '');
    return {
      title: `There is no field "${path(args, 'unknown')}".`,
      advice: near === '' ? `Known fields: ${word(args, 'known')}.` : `Did you mean "${near}"?`,
    };
  },
  /** field, wanted, found */
  'course-field-type': (args) => ({
    title: `${field(args)} must be of type ${word(args, 'wanted')}, but is of type ${word(args, 'found')}.`,
  }),
  /** field, value, form */
  'course-field-form': (args) => ({
    title: `${field(args)} has a value that does not have the right form: "${word(args, 'value')}".`,
    advice: FORMS[word(args, 'form')] ?? "The author's guide in `courses/README.md` says what is allowed.",
  }),
  /** field, value, supported */
  'course-field-choice': (args) => ({
    title: `${field(args)} cannot be "${word(args, 'value')}".`,
    advice: `Use one of: ${word(args, 'supported')}.`,
  }),
  /** field, value, supported */
  'unsupported-value': (args) => ({
    title: `${field(args)} is "${word(args, 'value')}", which is not supported yet.`,
    advice: `Supported: ${word(args, 'supported')}.`,
  }),
  /** field, value, rule, limit */
  'course-field-bound': (args) => ({ title: `${field(args)} is out of bounds: ${rule(args)}.` }),
  /** reason */
  'course-unreadable': (args) => ({ title: `The course cannot be read${because(args)}.` }),
  /** folder */
  'course-folder-missing': (args) => ({
    title: `The folder of courses "${word(args, 'folder')}" does not exist.`,
    advice: 'Correct the setting `codealong.courseFolders`.',
  }),
  /** course, kept, left_out: folders */
  'course-id-twice': (args) => ({
    title: `Two courses have the id "${word(args, 'course')}".`,
    body: `Used: ${word(args, 'kept')}\nLeft out: ${word(args, 'left_out')}`,
    advice: 'Give one of them another id.',
  }),
  /** step, wanted: folder */
  'step-folder-missing': (args) => ({
    title: `The step "${word(args, 'step')}" has no folder.`,
    advice: `Make the folder "${word(args, 'wanted')}".`,
  }),
  /** step, folder, wanted */
  'step-folder-number': (args) => ({
    title: `The folder "${word(args, 'folder')}" has the wrong number for the place of the step "${word(args, 'step')}" in the course.`,
    advice: `Rename it to "${word(args, 'wanted')}", or change the order of the steps.`,
  }),
  /** course, step, bytes, files, largest */
  'suite-too-large': (args) => ({
    title: `The tests of the step "${word(args, 'step')}" are too large: ${size(args)}.`,
    body: `The largest: ${word(args, 'largest')}`,
    advice: 'At most 8 MB and 500 files are sent. Move what the tests do not need out of the course.',
  }),
};

/** What may be wrong in a `course.json` or around it. Its author reads this. */
export const courseFile: Area = Object.fromEntries(Object.entries(faults).map(([code, make]) => [code, placed(make)]));

/** With the file and the line that it is about, where they are known. */
function placed(make: Maker): Maker {
  return (args) => {
    const text = make(args);
    const file = word(args, 'file', '');
    if (file === '') return text;
    const where = figure(args, 'line') === null ? file : `${file}:${word(args, 'line')}`;
    return { ...text, body: text.body === undefined ? where : `${where}\n${text.body}` };
  };
}

const FORMS: Readonly<Record<string, string>> = {
  slug: 'An id begins with a lower-case letter and has only lower-case letters, digits and `-`.',
  entry: 'An entry is the relative path of a Python file, with `/`, such as `main.py`.',
};

const RULES: Readonly<Record<string, string>> = {
  minimum: 'it must be at least',
  exclusiveMinimum: 'it must be more than',
  maximum: 'it must be at most',
  minItems: 'the least number of entries is',
  maxItems: 'the greatest number of entries is',
  minLength: 'the least length is',
  maxLength: 'the greatest length is',
};

function field(args: Args): string {
  const name = word(args, 'field', '');
  return name === '' ? 'The course' : `"${name}"`;
}

function path(args: Args, last: string): string {
  const before = word(args, 'field', '');
  return before === '' ? word(args, last) : `${before}.${word(args, last)}`;
}

function rule(args: Args): string {
  const limit = figure(args, 'limit');
  const words = RULES[word(args, 'rule')];
  return words === undefined || limit === null ? `the rule "${word(args, 'rule')}" is broken` : `${words} ${limit}`;
}
