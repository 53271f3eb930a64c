import { everyTestPasses, fixture } from '../support/bench';
import { programFile, read } from '../support/run';

everyTestPasses('A connection to the program', fixture('servers.py'), fixture('connection_suite.py'));

everyTestPasses(
  'A program that listens and then comes back from main',
  read(programFile('early-exit.py')),
  fixture('early_exit_suite.py'),
);
