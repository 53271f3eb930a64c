import { emptyFailure } from '../../src/contract/events';

/** A good line of this event with one thing changed. */
function finished(change: object): string {
  const good = {
    event: 'finished',
    test: 't',
    outcome: 'passed',
    duration_ms: 1,
    failure: null,
    programs: [],
    transcript: '',
  };
  return JSON.stringify({ ...good, ...change });
}

const FAILURE = emptyFailure({ code: 'assertion', args: {} });
const OUTPUT = { event: 'output', test: 't', stream: 'stdout', text: '', dropped: 0 };
const END = { exit_code: 0, signal: null, asked: true, stderr: '', threads: [] };

/** Lines that are no events: what is wrong, the line, and the path that the error gives. */
export const BAD_LINES: readonly (readonly [string, string, string])[] = [
  ['an empty line', '', ''],
  ['a line that is no JSON', '{"event":', ''],
  ['two events on one line', '{"event":"started","test":"a"} {"event":"started","test":"b"}', ''],
  ['a value that is no object', '"done"', 'event'],
  ['a list', '[]', 'event'],
  ['null', 'null', 'event'],
  ['an event without a name', '{}', 'event'],
  ['an event that nobody knows', '{"event":"passed"}', 'event'],
  ['the name of something that every object has', '{"event":"constructor"}', 'event'],
  ['a name in a list', '{"event":["done"]}', 'event'],
  ['a test that is a number', '{"event":"started","test":1}', 'test'],
  ['a protocol with a fraction', '{"event":"ready","protocol":1.5,"python":"","pytest":""}', 'protocol'],
  ['facts in a list', '{"event":"ready","protocol":1,"python":"","pytest":"","facts":[]}', 'facts'],
  ['tests that are no list', '{"event":"collected","tests":{},"problem":null}', 'tests'],
  ['a test that is null', '{"event":"collected","tests":[null],"problem":null}', 'tests[0]'],
  [
    'the line of a test below 0',
    '{"event":"collected","tests":[{"id":"","name":"","file":"","line":-1}],"problem":null}',
    'tests[0].line',
  ],
  ['a problem without words', '{"event":"collected","tests":[],"problem":{"place":null}}', 'problem.message'],
  ['a stream that programs do not have', JSON.stringify({ ...OUTPUT, stream: 'stdin' }), 'stream'],
  ['dropped bytes that are text', JSON.stringify({ ...OUTPUT, dropped: '1' }), 'dropped'],
  ['dropped bytes beyond what a number holds', JSON.stringify({ ...OUTPUT, dropped: 2 ** 53 }), 'dropped'],
  ['an outcome that tests do not have', finished({ outcome: 'ok' }), 'outcome'],
  ['a duration that is infinite', finished({}).replace('"duration_ms":1', '"duration_ms":1e999'), 'duration_ms'],
  ['a failure that is text', finished({ failure: 'no' }), 'failure'],
  ['arguments in a list', finished({ failure: { ...FAILURE, args: [] } }), 'failure.args'],
  ['an argument that is an object', finished({ failure: { ...FAILURE, args: { a: {} } } }), 'failure.args.a'],
  ['a place without a line', finished({ failure: { ...FAILURE, place: { file: 'a' } } }), 'failure.place.line'],
  ['a program that is a number', finished({ programs: [END, 1] }), 'programs[1]'],
  ['threads that are no list', finished({ programs: [{ ...END, threads: {} }] }), 'programs[0].threads'],
  [
    'a thread without frames',
    finished({ programs: [{ ...END, threads: [{ busy: true }] }] }),
    'programs[0].threads[0].frames',
  ],
  ['an exit code that is text', finished({ programs: [{ ...END, exit_code: '0' }] }), 'programs[0].exit_code'],
  ['an ending that runs do not have', '{"event":"done","ending":"passed","finished":0,"args":{}}', 'ending'],
  ['lines that were not reached and are text', '{"event":"reached","test":"a","unreached":"b"}', 'unreached'],
  [
    'a first line with a fraction',
    '{"event":"reached","test":"a","unreached":{"file":"a","function":null,"first":1.5}}',
    'unreached.first',
  ],
  ['a count of NaN', '{"event":"done","ending":"complete","finished":NaN,"args":{}}', ''],
];
