import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { Bench, fixture, type SuiteRun } from '../support/bench';

interface Process {
  readonly pid: number;
  readonly uid: number;
  readonly command: readonly string[];
  readonly score: number;
}

type Answers = Readonly<Record<string, string>>;

/** What `users_probe.py` prints. */
interface Probe {
  readonly me: number;
  readonly parent: number;
  readonly processes: readonly Process[];
  readonly fds: readonly number[];
  readonly grader: Answers;
  readonly launcher: Answers;
  readonly signals: Answers;
  readonly prlimit: readonly string[];
  readonly suite: Answers;
  readonly suite_file: string;
  readonly meeting: Answers;
  readonly channel: Answers;
  readonly main: Answers;
  readonly helper: Answers;
  readonly package: string;
  readonly shadow: string;
  readonly rmdir: string;
  readonly mode: string;
  readonly beside: readonly (string | null)[];
  readonly sources: Answers;
}

const REFUSED = /^(EACCES|EPERM|ENOENT|ENXIO|EROFS|EBADF|ESRCH)$/;

function allRefused(answers: Answers): void {
  ok(Object.keys(answers).length > 1);
  for (const [what, answer] of Object.entries(answers)) match(String(answer), REFUSED, what);
}

describe('In a sandbox with two users,', () => {
  let bench: Bench;
  let run: SuiteRun;
  let found: Probe;

  before(async function () {
    this.timeout(60_000);
    bench = await Bench.open();
    const program = { 'main.py': fixture('users_probe.py'), 'app/helper.py': 'HELP = 1\n' };
    run = await bench.run({ program, suite: fixture('users_suite.py') });
    equal(run.test('test_first').outcome, 'passed', run.output('test_first', 'stderr'));
    found = JSON.parse(run.output('test_first'));
  });

  after(() => bench.close());

  const allNamed = (part: string) => found.processes.filter(({ command }) => command.join(' ').includes(part));
  const named = (part: string) => allNamed(part)[0];

  it('the watchdog of the grader is process 1, and launcher and program are the other user', () => {
    equal(found.processes.length, 4);
    deepEqual(
      allNamed('grader.py').map(({ uid }) => uid),
      [run.users.grader, run.users.grader],
    );
    equal(named('grader.py')?.pid, 1);
    deepEqual([named('launcher.py')?.pid, named('launcher.py')?.uid], [found.parent, run.users.program]);
    equal(named('main.py')?.uid, run.users.program);
    ok(found.processes.every(({ uid }) => uid !== 0));
  });

  it('launcher and program are killed first when memory runs out', () => {
    deepEqual(
      allNamed('grader.py').map(({ score }) => score),
      [0, 0],
    );
    deepEqual([named('launcher.py')?.score, named('main.py')?.score], [1000, 1000]);
  });

  it('the program starts with three descriptors, and with one for its stack', () =>
    deepEqual(found.fds, [0, 1, 2, 1000]));

  it('the program sees no environment, memory, folder or descriptor of the grader or its watchdog', () =>
    allRefused(found.grader));

  it('the program sees none of the launcher either, although both are the same user', () => allRefused(found.launcher));

  it('the program cannot signal or limit the grader or its watchdog', () => {
    allRefused(found.signals);
    deepEqual(found.prlimit, ['EPERM', 'EPERM']);
  });

  it('the program cannot read the suite', () => {
    allRefused(found.suite);
    match(found.suite_file, REFUSED);
  });

  it('the program has no way to the channel of the results, nor to the place where the launcher met the grader', () => {
    allRefused(found.channel);
    allRefused(found.meeting);
  });

  it('the program cannot change, move, replace or remove its own sources', () => {
    allRefused(found.main);
    allRefused(found.helper);
    match(found.package, REFUSED);
    equal(found.shadow, 'EEXIST');
    match(found.rmdir, /^(ENOTEMPTY|EPERM)$/);
    match(found.mode, REFUSED);
    deepEqual(found.sources, {
      '/work': `0o41777 ${run.users.grader}`,
      '/work/main.py': `0o100644 ${run.users.grader}`,
      '/work/app': `0o41777 ${run.users.grader}`,
      '/work/app/helper.py': `0o100644 ${run.users.grader}`,
    });
  });

  it('the program can make files beside its sources, which are gone in the next test', () => {
    deepEqual(found.beside, ['made', 'made', null]);
    equal(run.test('test_second').outcome, 'passed');
    const second: Probe = JSON.parse(run.output('test_second'));
    deepEqual(second.beside, ['made', 'made', null]);
  });

  it('both have a name and a group, whatever their numbers are, and no other sandbox has the numbers', async () => {
    const program = `import grp, os, pwd
for name in ("coderunner", "grader"):
    user, group = pwd.getpwnam(name), grp.getgrnam(name)
    print(name, user.pw_uid, user.pw_gid, group.gr_gid, user.pw_dir)
print(pwd.getpwuid(os.getuid()).pw_name, os.path.expanduser("~"), len(pwd.getpwall()), end="")
`;
    const suite = `from codealong import fail, program


def test_first():
    fail(program.run().text)
`;
    const both = await Promise.all([1, 2].map(() => bench.run({ program, suite })));
    for (const { users, finished } of both) {
      const said = finished[0]?.failure?.message;
      const row = (name: string, id: number, home: string) => `${name} ${id} ${id} ${id} ${home}\n`;
      const rows = row('coderunner', users.program, '/tmp') + row('grader', users.grader, '/grader');
      equal(said, `${rows}coderunner /tmp 3`);
    }
    equal(new Set(both.flatMap(({ users }) => [users.program, users.grader])).size, 4);
  });
});
