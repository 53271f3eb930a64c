/** Types of `browser.mjs`, for the ui tests. */
import type { Page } from 'playwright-core';

export interface Browser {
  readonly page: Page;
  close(): Promise<void>;
}

export function openBrowser(options: {
  readonly program: string;
  readonly seconds?: number;
  readonly width?: number;
  readonly height?: number;
}): Promise<Browser>;
