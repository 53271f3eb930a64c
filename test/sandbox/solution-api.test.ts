import { everyTestPasses, fixture } from '../support/bench';

const SOURCE = fixture('solver.py');

const PROGRAM = {
  'main.py': SOURCE,
  'broken.py': 'x = 1\n\ndef f(:\n    pass\n',
  'imports.py': '# below\nimport requests_that_is_not_installed\n',
  'json.py': 'def mine():\n    return "mine"\n',
  'package/__init__.py': '',
  'package/inner.py': 'def inner():\n    return __name__.split(".")[-1]\n',
};

const SUITE = `${fixture('solution_suite.py')}\n\nLINES = ${JSON.stringify(SOURCE)}.splitlines()\n`;

everyTestPasses('When a suite calls functions of a program,', PROGRAM, SUITE);
