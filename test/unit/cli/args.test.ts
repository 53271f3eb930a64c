import assert from 'node:assert/strict';
import { readArgs, runtimesIn, UsageError } from '../../../src/cli/args';
import { helpText } from '../../../src/cli/help';
import { wholeCatalogue } from '../../../src/results/texts/whole-catalogue';

describe('The command line', () => {
  it('uses null and false for options that were not given', () => {
    assert.deepEqual(readArgs(['test', 'main.py', '--course', 'redis', '--step', '2']), {
      command: 'test',
      file: 'main.py',
      course: 'redis',
      step: '2',
      root: null,
      entry: null,
      runtime: null,
      image: null,
      seed: null,
      'with-earlier': false,
      'no-trace': false,
      json: false,
    });
  });

  it('accepts every option', () => {
    const options = [
      '--seed=7',
      '--with-earlier',
      '--json',
      '--no-trace',
      '--root',
      '.',
      '--entry',
      'a.py',
      '--runtime',
      'python-3.13',
    ];
    assert.deepEqual(readArgs(['test', '-', '--course', 'c', '--step', 's', ...options]), {
      command: 'test',
      file: '-',
      course: 'c',
      step: 's',
      root: '.',
      entry: 'a.py',
      runtime: 'python-3.13',
      image: null,
      seed: 7,
      'with-earlier': true,
      'no-trace': true,
      json: true,
    });
    assert.deepEqual(readArgs(['check', 'dir', '--all', '--accept', '--reference', '--step', '1', '--image', 'x']), {
      command: 'check',
      directory: 'dir',
      step: '1',
      all: true,
      accept: true,
      reference: true,
      runtime: null,
      image: 'x',
      json: false,
    });
    assert.deepEqual(readArgs(['run', '--client', '--course', 'redis', 'a.py']), {
      command: 'run',
      file: 'a.py',
      client: true,
      course: 'redis',
      step: null,
      root: null,
      entry: null,
      runtime: null,
      image: null,
    });
    assert.deepEqual(readArgs(['image', '--rebuild']), { command: 'image', runtime: null, rebuild: true, json: false });
    assert.deepEqual(readArgs(['doctor', '--build']), {
      command: 'doctor',
      build: true,
      runtime: null,
      image: null,
      json: false,
    });
  });

  it('refuses a runtime beside an image, which would decide alone', () => {
    for (const command of [['test', 'a.py', '--step', '1', '--course', 'x'], ['run'], ['check', 'dir'], ['doctor']])
      assert.throws(
        () => readArgs([...command, '--image', 'mine', '--runtime', 'python-3.11']),
        /--image names what programs run in, whatever --runtime says/,
      );
  });

  it('refuses to write the texts of wrong programs in several runtimes', () => {
    assert.deepEqual(runtimesIn(' python-3.11, python-3.14,'), ['python-3.11', 'python-3.14']);
    for (const runtime of ['all', 'python-3.11,python-3.14'])
      assert.throws(
        () => readArgs(['check', 'dir', '--accept', '--runtime', runtime]),
        /--accept writes texts in one runtime/,
      );
    assert.equal(readArgs(['check', 'dir', '--accept', '--runtime', 'python-3.11']).command, 'check');
  });

  for (const argv of [[], ['help'], ['--help'], ['-h'], ['test', '--help'], ['check', '-h']]) {
    it(`asks for help with ${JSON.stringify(argv)}`, () => assert.deepEqual(readArgs(argv), { command: 'help' }));
  }

  it('takes what follows "--" for a file, also when it looks like an option', () => {
    const args = readArgs(['test', '--course', 'redis', '--step', '1', '--', '--help']);
    assert.deepEqual([args.command, 'file' in args ? args.file : null], ['test', '--help']);
  });

  it('takes no file for the program of the folder, and never two', () => {
    const args = readArgs(['run']);
    assert.equal('file' in args ? args.file : undefined, null);
    assert.throws(() => readArgs(['run', 'a.py', 'b.py']), UsageError);
  });

  it('refuses an unknown command before it looks at its options', () => {
    assert.throws(() => readArgs(['bogus', '--help']), UsageError);
  });

  it('asks for the version', () => assert.deepEqual(readArgs(['--version']), { command: 'version' }));

  it('takes the course and the id of a new step', () => {
    assert.deepEqual(readArgs(['new-step', 'kurs', 'two', '--kind', 'server', '--title=Two']), {
      command: 'new-step',
      course: 'kurs',
      id: 'two',
      title: 'Two',
      kind: 'server',
      json: false,
    });
    const { command, ...rest } = readArgs(['new-course', 'kurs']);
    assert.deepEqual([command, Object.values(rest)], ['new-course', [null, null, null, null, false, 'kurs']]);
  });

  for (const [argv, message] of [
    [['new-course'], 'new-course needs one DIR, the folder to make.'],
    [['new-course', ''], 'new-course needs one DIR, the folder to make.'],
    [['new-step', 'kurs'], 'new-step needs a course, by its folder or its id, and the id of the new step.'],
    [['new-course', 'kurs', '--shape', 'round'], '--shape must be one of growing, separate.'],
    [['new-step', 'kurs', 'a', '--kind', 'game'], '--kind must be one of program, function, server.'],
    [['nothing'], 'There is no command "nothing".'],
    [['toString'], 'There is no command "toString".'],
    [['test', '--course', 'c', '--step', 's'], 'test needs one FILE (or - for stdin).'],
    [['test', 'a', 'b', '--course', 'c', '--step', 's'], 'test needs one FILE (or - for stdin).'],
    [['test', 'a', '--step', 's'], 'test needs --course.'],
    [['test', 'a', '--course', 'c', '--step', ''], 'test needs --step.'],
    [['test', 'a', '--course', 'c', '--step', 's', '--seed', '1.5'], '--seed must be a whole number, 0 or greater.'],
    [
      ['test', 'a', '--course', 'c', '--step', 's', '--seed', '4294967296'],
      '--seed must be a whole number, 0 or greater.',
    ],
    [['check'], 'check needs one DIR, the folder that holds course.json.'],
    [['image', 'a'], 'image takes no file.'],
    [['doctor', 'a'], 'doctor takes no file.'],
  ] as const) {
    it(`is refused: ${argv.join(' ') || 'no arguments'}`, () =>
      assert.throws(
        () => readArgs(argv),
        (error) => error instanceof UsageError && error.message === message,
      ));
  }

  it('refuses an option of another command', () => assert.throws(() => readArgs(['image', '--fast']), /--fast/));
});

describe('The help', () => {
  const help = helpText();

  it('has a line for each command, and for each of its options', () => {
    for (const [command, sentence] of Object.entries(wholeCatalogue.commandLine.help.commands)) {
      const [, block = ''] = help.split(new RegExp(`^  codealong ${command}\\b`, 'm'));
      const own = block.split(/^\n/m)[0] ?? '';
      assert.ok(own.split('\n')[0]?.endsWith(sentence), command);
      const options = Object.entries(
        wholeCatalogue.commandLine.help.options[command as keyof typeof wholeCatalogue.commandLine.help.options],
      );
      const lines = own.trimEnd().split('\n').slice(1);
      assert.deepEqual(
        lines.map((line) => /^ {6}--([\w-]+)/.exec(line)?.[1]),
        options.map(([name]) => name),
      );
      for (const [index, [, text]] of options.entries()) assert.ok(lines[index]?.endsWith(`   ${text}`), text);
    }
  });

  it('shows the operand and the required options of a command', () => {
    assert.match(help, /^ {2}codealong test FILE\|- --course ID\|DIR --step ID\|N {3}test a program/m);
    assert.match(help, /^ {2}codealong check DIR {3,}check a course/m);
  });
});
