import type { AttackCase } from '../case';
import { CPU } from './cpu';
import { FILES } from './files';
import { MEMORY } from './memory';
import { NETWORK } from './network';
import { OUTPUT } from './output';

export const CASES: readonly AttackCase[] = [...CPU, ...MEMORY, ...OUTPUT, ...FILES, ...NETWORK];
