import type { Hint } from './hint';

const LOOK_ABOVE =
  'Look at this line and at the one above it: a bracket, a quote, a comma or a colon may be missing there.';

/** A program that Python cannot read. It never started. */
export const syntaxHints: readonly Hint[] = [
  {
    types: ['TabError'],
    advice:
      'Tabs and spaces are mixed in the indentation. Use four spaces everywhere; your editor can convert the whole file.',
  },
  {
    types: ['IndentationError'],
    message: /expected an indented block/,
    advice:
      'After a line that ends in a colon, the next line has to be indented, by four spaces. If nothing should happen there, write `pass`.',
  },
  {
    types: ['IndentationError'],
    message: /unexpected indent/,
    advice:
      'This line is indented further than the line above it, and nothing there opens a block. Move it to the left until the two line up.',
  },
  {
    types: ['IndentationError'],
    advice:
      'The indentation of this line does not match any of the lines above it. Lines that belong together start in the same column.',
  },
  {
    types: ['SyntaxError'],
    message: /expected ':'/,
    advice:
      'Put a colon at the end of the line: `if`, `else`, `for`, `while`, `def`, `class`, `try` and `with` all need one.',
  },
  {
    types: ['SyntaxError'],
    message: /was never closed|unexpected EOF/,
    advice: 'A bracket is opened here and never closed. Add the closing bracket where the expression ends.',
  },
  {
    types: ['SyntaxError'],
    message: /unmatched|does not match opening/,
    advice: 'There is a closing bracket without an opening one. Count the brackets on this line and above.',
  },
  {
    types: ['SyntaxError'],
    message: /unterminated|EOL while scanning/,
    advice:
      'A string is opened with a quote and never closed. Close it with the same quote, or remove this quote if there should be none.',
  },
  {
    types: ['SyntaxError'],
    message: /Missing parentheses in call/,
    advice: 'In Python 3, `print` is a function: write `print(...)`.',
  },
  {
    types: ['SyntaxError'],
    message: /multiple exception types must be parenthesized/,
    advice:
      'Put the exceptions between parentheses: `except (A, B):`. The exception itself gets a name by `as`: `except OSError as error:`.',
  },
  {
    types: ['SyntaxError'],
    message: /Maybe you meant '=='|cannot assign to/,
    advice: 'A single `=` gives a name its value; to compare two values, write `==`.',
  },
  {
    types: ['SyntaxError'],
    message: /outside (?:async )?function/,
    advice: 'This word can only be used inside a function. Often the line is just not indented far enough.',
  },
  {
    types: ['SyntaxError'],
    message: /Non-UTF-8|unicode error|can't decode/,
    advice: 'The file contains characters that are not UTF-8. Save it as UTF-8.',
  },
  {
    types: ['SyntaxError'],
    message: /invalid (?:non-printable )?character/,
    advice:
      'There is a character here that Python does not know, often a curly quote or a special space from a web page. Type it again.',
  },
  { types: ['SyntaxError'], advice: LOOK_ABOVE },
];
