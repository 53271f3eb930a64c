import { everyTestPasses, fixture } from '../support/bench';

everyTestPasses('When a suite runs a program,', fixture('modes.py'), fixture('program_suite.py'));

everyTestPasses(
  'When a test leaves things behind,',
  { 'main.py': fixture('leaver.py'), 'app/helper.py': '' },
  fixture('leaver_suite.py'),
);
