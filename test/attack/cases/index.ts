import type { AttackCase } from '../case';
import { CPU } from './cpu';
import { FILES } from './files';
import { INTEGRITY } from './integrity';
import { MEMORY } from './memory';
import { NETWORK } from './network';
import { OUTPUT } from './output';
import { SUITES } from './suites';

export const CASES: readonly AttackCase[] = [
  ...CPU,
  ...MEMORY,
  ...OUTPUT,
  ...FILES,
  ...NETWORK,
  ...INTEGRITY,
  ...SUITES,
];
