import { everyTestPasses, fixture } from '../support/bench';
import { programFile, read } from '../support/run';

everyTestPasses('When a suite connects to a program,', fixture('servers.py'), fixture('connection_suite.py'));

everyTestPasses(
  'When a program listens and then returns from main,',
  read(programFile('early-exit.py')),
  fixture('early_exit_suite.py'),
);
