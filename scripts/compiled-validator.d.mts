import type { Plugin } from 'esbuild';

export function compiledValidator(): string;
export const validatorPlugin: Plugin;
