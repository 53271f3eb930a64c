import { plural } from './words';

/** Stands in the middle of a text that was too long. */
export function leftOut(amount: number, unit: string): string {
  return `[… ${plural(amount, unit)} left out …]`;
}
