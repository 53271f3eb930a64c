import type { CodeArgs, RuntimeCode } from '../../src/contract/codes';

const ASKING = { course: 'Build your own Redis', language: 'Python', range: '>=3.12 <3.14' };
const FITTING = 'Python 3.12, Python 3.13';

/** Of the codes about the choice of a runtime. */
export const RUNTIME_SAMPLES: { readonly [C in RuntimeCode]: CodeArgs[C] } = {
  'unknown-runtime': { runtime: '3.12', setting: null, known: 'python-3.11, python-3.12', suggestion: 'python-3.12' },
  'no-runtime-fits': { ...ASKING, known: 'Python 3.11, Python 3.14', later: false },
  'runtime-not-in-course': { ...ASKING, runtime: 'Python 3.11', fitting: FITTING },
  'runtime-gone': { ...ASKING, runtime: 'Python 3.11', fitting: FITTING, why: 'range' },
  'runtime-by-folder': { file: '.python-version', said: '3.12.4', runtime: 'Python 3.12' },
  'folder-version-missing': { file: 'pyproject.toml', said: '>=3.15', fitting: FITTING, runtime: 'Python 3.13' },
  'setting-not-in-course': {
    setting: 'codealong.runtime.python',
    named: 'Python 3.11',
    course: 'Build your own Redis',
    runtime: 'Python 3.13',
  },
};
