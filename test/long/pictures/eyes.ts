import type { Locator, Page } from 'playwright-core';
import { MINUTE } from '../../ui/learner-window';
import type { Workbench } from '../../ui/workbench';

/** A small screen as it is, and with its window zoomed to 200 %: the page has half the room, and each of its pixels is four of the screen's. */
export const SCREENS = {
  '1366 x 768': { width: 1366, height: 768, deviceScaleFactor: 1 },
  '200 %': { width: 683, height: 384, deviceScaleFactor: 2 },
} as const;
export type Screen = keyof typeof SCREENS;

const SETTLE_MS = 700;

/** A line of the program, and the labels that the editor shows on it. */
export interface LineLabel {
  readonly line: number;
  readonly text: string;
  /** Its beginning can be seen. */
  readonly isSeen: boolean;
}

interface Word {
  readonly text: string;
  readonly fault: string | null;
  /** The middle of its first part, in the pixels of its own frame. */
  readonly x: number;
  readonly y: number;
}

/** What a person can see in a window without scrolling or clicking. */
export class Eyes {
  constructor(private readonly workbench: Workbench) {}

  /** Resolves when the window has this size, and has come to rest. */
  async on(screen: Screen): Promise<void> {
    const { width, height, deviceScaleFactor } = SCREENS[screen];
    await this.#page.setViewportSize({ width, height });
    const session = await this.#page.context().newCDPSession(this.#page);
    await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false });
    await session.detach();
    await this.rest();
  }

  async rest(): Promise<void> {
    await this.#page.waitForTimeout(SETTLE_MS);
  }

  /**
   * What keeps a person from reading the first line of a text in a webview: each word that is out of sight, covered, or broken within.
   * @param text the element, inside the frames of the webview
   */
  async faultsIn(text: Locator): Promise<readonly string[]> {
    const words: readonly Word[] = await text.evaluate(
      (element, source) => new Function(source)()(element),
      `return ${WORDS}`,
    );
    const frame = await this.#page.locator('iframe.webview.ready').first().boundingBox();
    if (frame === null) return ['there is no page'];
    const faults: string[] = words.length === 0 ? ['there is no text'] : [];
    for (const { text: word, fault, x, y } of words) {
      const at = { x: frame.x + x, y: frame.y + y };
      const isThere = await this.#page.evaluate(
        `document.elementFromPoint(${at.x}, ${at.y})?.closest('iframe.webview') !== null`,
      );
      const seen = fault ?? (isThere ? null : 'covered by the window');
      if (seen !== null) faults.push(`"${word}": ${seen}`);
    }
    return faults;
  }

  /** The labels of test messages in the editors, by line. */
  async labels(): Promise<readonly LineLabel[]> {
    return this.#page.evaluate(LABELS);
  }

  /** The rows of Test Results that are in sight, of its terminal or of a message. */
  async results(): Promise<readonly string[]> {
    return this.#page.evaluate(RESULTS);
  }

  /** Fails if nothing is in sight there for a minute. */
  async resultsAreDrawn(): Promise<void> {
    await this.#page.waitForFunction(`${RESULTS}.some((row) => row.trim() !== '')`, null, { timeout: MINUTE });
  }

  /** Rows of it that the terminal has broken: our own continue at an indent. */
  async brokenResults(): Promise<readonly string[]> {
    const rows = await this.results();
    return rows.filter((row, at) => /^[^\sx]/.test(row) && /[^\sx]$/.test(rows[at - 1] ?? ''));
  }

  get #page(): Page {
    return this.workbench.page;
  }
}

/** Texts, because functions compiled by TypeScript would not run in the page. */
const WORDS = `(element) => {
  const words = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = { isNumber: false, top: 0 };
  for (let ended = false, node = walker.nextNode(); node !== null && !ended; node = walker.nextNode()) {
    const line = node.data.split('\\n')[0];
    ended = line.length < node.data.length && (words.length > 0 || line.trim() !== '');
    for (const found of line.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
      const first = boxes[0] ?? { left: 0, top: 0, width: 0, height: 0 };
      const [x, y] = [first.left + first.width / 2, first.top + first.height / 2];
      const hit = document.elementFromPoint(x, y);
      const isOut = boxes.some((one) => one.top < 0 || one.left < 0 || one.bottom > innerHeight || one.right > innerWidth);
      const isBroken = found[0].length <= 24 && new Set(boxes.map(({ top }) => Math.round(top))).size > 1;
      const isParted = before.isNumber && /^(?:ms|s|MB|seconds?)\\b/.test(found[0]) && Math.abs(first.top - before.top) > 4;
      before = { isNumber: /\\d$/.test(found[0]), top: boxes.at(-1)?.top ?? 0 };
      const fault = boxes.length === 0 || isOut ? 'out of sight' : isBroken ? 'broken within'
        : isParted ? 'parted from its number'
        : hit === null || !element.contains(hit) ? 'covered in the page' : null;
      words.push({ text: found[0], fault, x, y });
    }
  }
  return words;
}`;

/** A label on a line, which the editor draws as a badge. */
const LABEL = '.editor-instance .test-error-content-widget';

const LABELS = `(() => {
  const numbers = [...document.querySelectorAll('.editor-instance .line-numbers')];
  const labels = new Map();
  for (const part of document.querySelectorAll('${LABEL}')) {
    const box = part.getBoundingClientRect();
    const middle = box.top + box.height / 2;
    const row = numbers.find((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return top <= middle && middle <= bottom;
    });
    const line = Number(row?.textContent ?? Number.NaN);
    const before = labels.get(line);
    const hit = document.elementFromPoint(box.left + Math.min(12, box.width / 2), middle);
    const isSeen = before?.isSeen ?? (hit !== null && (part.contains(hit) || hit.contains(part)));
    labels.set(line, { line, text: (before?.text ?? '') + part.textContent.replaceAll('\\u00a0', ' '), isSeen });
  }
  return [...labels.values()];
})()`;

const RESULTS = `(() => {
  const panel = document.querySelector('.part.panel');
  const area = panel?.getBoundingClientRect();
  if (!area || area.height === 0) return [];
  const isIn = (one) => {
    const { top, bottom, height } = one.getBoundingClientRect();
    return height > 0 && top >= area.top && bottom <= area.bottom + 1 && bottom <= innerHeight;
  };
  const rows = [...panel.querySelectorAll('.xterm-rows > div, .test-output-peek-message-container .view-line, .preview-text *')];
  return rows.filter(isIn).map((row) => row.textContent.replaceAll('\\u00a0', ' '));
})()`;
