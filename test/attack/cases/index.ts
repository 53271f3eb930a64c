import type { AttackCase } from '../case';
import { ANSWERS } from './answers';
import { CPU } from './cpu';
import { FILES } from './files';
import { HONEST_INPUT } from './honest';
import { INTEGRITY } from './integrity';
import { LIFE } from './life';
import { MEMORY } from './memory';
import { NEIGHBOURS } from './neighbours';
import { NETWORK } from './network';
import { HELD_OBJECTS } from './objects';
import { OUTPUT } from './output';
import { OWN_ATTACKS } from './own';
import { SUITES } from './suites';
import { TRACED } from './traced';
import { UNFORESEEN } from './unforeseen';
import { WIDE } from './wide';

/** Every case, in the order of ATTACKS.md. */
export const CASES: readonly AttackCase[] = [
  ...CPU,
  ...MEMORY,
  ...OUTPUT,
  ...FILES,
  ...NETWORK,
  ...INTEGRITY,
  ...WIDE,
  ...SUITES,
  ...HONEST_INPUT,
  ...LIFE,
  ...OWN_ATTACKS,
  ...UNFORESEEN,
  ...NEIGHBOURS,
  ...ANSWERS,
  ...HELD_OBJECTS,
  ...TRACED,
];
