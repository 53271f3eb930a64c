import type { AttackCase } from '../case';
import { CPU } from './cpu';
import { MEMORY } from './memory';
import { OUTPUT } from './output';

export const CASES: readonly AttackCase[] = [...CPU, ...MEMORY, ...OUTPUT];
