import type { AttackCase } from '../case';
import { CPU } from './cpu';

export const CASES: readonly AttackCase[] = [...CPU];
