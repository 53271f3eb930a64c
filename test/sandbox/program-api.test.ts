import { everyTestPasses, fixture } from '../support/bench';

everyTestPasses('The program, as suites run it and talk to it', fixture('modes.py'), fixture('program_suite.py'));

everyTestPasses(
  'What a test leaves behind',
  { 'main.py': fixture('leaver.py'), 'app/helper.py': '' },
  fixture('leaver_suite.py'),
);
