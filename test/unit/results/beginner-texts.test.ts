import { doesNotMatch, equal, match } from 'node:assert/strict';
import { decodeSaid } from '../../../src/contract/decode';
import { NO_PACKAGES } from '../../../src/contract/language';
import { textOf } from '../../../src/results/texts';
import { textFor } from '../../../src/results/texts/advice-catalogue';
import { wholeCatalogue } from '../../../src/results/texts/whole-catalogue';

const python = (type: string, message: string) => wholeCatalogue.advice.python?.ofException(type, message, NO_PACKAGES);

describe('What a beginner reads', () => {
  it('names a function as the learner has written it, not as a suite does', () => {
    for (const code of ['call-timeout', 'call-ended', 'not-plain', 'too-large'])
      match(textOf(decodeSaid(code, { function: 'leap:is_leap', seconds: 1, type: 'X' })).title, /`is_leap`/);
  });

  it('about a value that is nested too deeply does not call that a type', () => {
    const { title } = textOf({
      code: 'not-plain',
      args: { function: 'leap:f', type: 'something nested too deeply', where: null },
    });
    equal(title, '`f` returned something nested too deeply; the test needs a plain value.');
  });

  it('about a value that only looks plain says how to make it plain', () => {
    const advice = (type: string) =>
      textFor({ code: 'not-plain', args: { function: 'leap:f', type, where: null } }, 'python').advice ?? '';
    match(advice('coroutine'), /without `async`/);
    match(advice('generator'), /`yield`/);
    match(advice('map'), /`return list\(\.\.\.\)`/);
    match(advice('function'), /write `\(\)`/);
    match(advice('Node'), /not an object of your own class/);
  });

  it('of a run that was over names what the test waited for', () => {
    const title = (args: Record<string, string | number>) =>
      textOf(decodeSaid('run-timeout', { seconds: 10, ...args })).title;
    const over = 'when the time for the whole run was over (10 seconds).';
    equal(title({ waiting_for: 'port', port: 6379 }), `Your program was not listening on port 6379 ${over}`);
    equal(title({ waiting_for: 'exit' }), `Your program had not ended ${over}`);
    equal(title({ waiting_for: 'call', function: 'leap:is_leap' }), `\`is_leap\` had not returned ${over}`);
    equal(title({}), `This test was running ${over}`);
  });

  it('about a function that is missing from a file says where it has to be', () => {
    const said = python('AttributeError', "module 'leap' has no attribute 'is_leap'") ?? '';
    match(said, /^Nothing called `is_leap` is defined in `leap`/);
    match(said, /`leap\.py` is your own file/);
  });

  it('has advice for `exit()` in a function, a port in quotes, a missing `listen()` and a name that cannot be found', () => {
    match(python('SystemExit', '1') ?? '', /`return`/);
    match(python('TypeError', "'str' object cannot be interpreted as an integer") ?? '', /quotes/);
    match(python('OSError', '[Errno 22] Invalid argument') ?? '', /`listen\(\)`/);
    match(python('OSError', '[Errno -3] Temporary failure in name resolution (while …)') ?? '', /no network/);
  });

  it('has the right article before every name of an exception', () => {
    const title = (type: string) => textOf({ code: 'program-stopped', args: { type, message: '' } }).title;
    match(title('UnicodeDecodeError'), /with a UnicodeDecodeError/);
    match(title('URLError'), /with a URLError/);
    match(title('UnboundLocalError'), /with an UnboundLocalError/);
    match(title('OSError'), /with an OSError/);
  });

  it('about a program that was killed does not contradict itself', () => {
    const { advice = '' } = textOf({ code: 'program-ended', args: { exit_code: null, signal: 9 } });
    match(advice, /memory was used up/);
    doesNotMatch(advice, /outside: by itself/);
  });

  it('about memory that the tests took as well does not blame the program alone', () => {
    const title = (suite_mb: number | null) =>
      textOf({ code: 'out-of-memory', args: { memory_mb: 128, test: null, suite_mb } }).title;
    match(title(70), /^Your program and its tests together .* the tests alone took 70 MB\.$/);
    for (const little of [null, 5, 63]) match(title(little), /^Your program used more than its 128 MB of memory/);
  });

  it('about a suite without memory left does not speak of errors of Python', () => {
    const { title, advice = '' } = textOf({
      code: 'suite-error',
      args: { type: 'MemoryError', message: '', test: 'Adds' },
    });
    equal(title, 'The tests of this step broke in "Adds": their own data needs more memory than the sandbox has.');
    match(advice, /not in your program/);
  });
});
