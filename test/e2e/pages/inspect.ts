import { AxeBuilder } from '@axe-core/playwright';
import { type ElectronApplication, expect, type Page } from '@playwright/test';

/** Serious and critical findings of axe, contrast of text included, each with the places it was found at. */
async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`),
    );
}

/** Everything painted in a hue of green (80 to 170 degrees, more than slightly), in styles and on canvases. */
function greens(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isGreen = (r: number, g: number, b: number): boolean => {
      const most = Math.max(r, g, b);
      const span = most - Math.min(r, g, b);
      if (most !== g || span < 0.2 * most || span < 20) return false;
      const hue = 60 * ((b - r) / span) + 120;
      return hue >= 80 && hue <= 170;
    };
    const properties = ['color', 'backgroundColor', 'borderTopColor', 'borderLeftColor', 'outlineColor', 'fill', 'stroke'] as const;
    const found = new Set<string>();
    for (const element of document.querySelectorAll('body *')) {
      if (!element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      for (const property of properties) {
        const [r = 0, g = 0, b = 0, alpha = 1] = (style[property].match(/[\d.]+/g) ?? []).map(Number);
        if (alpha > 0.05 && isGreen(r, g, b))
          found.add(`${property} ${style[property]} of ${element.tagName} ${element.getAttribute('class') ?? ''}`);
      }
    }
    for (const canvas of document.querySelectorAll('canvas')) {
      const context = canvas.getContext('2d');
      if (context === null || canvas.width === 0) continue;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let pixels = 0;
      for (let i = 0; i < data.length; i += 4)
        if ((data[i + 3] ?? 0) > 128 && isGreen(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0)) pixels += 1;
      if (pixels > 20) found.add(`${pixels} pixels of a canvas`);
    }
    return [...found];
  });
}

/** Nothing serious from axe, contrast included, and nothing painted green. */
export async function expectSound(page: Page, what: string): Promise<void> {
  expect.soft(await axeFaults(page), `axe on ${what}`).toEqual([]);
  expect.soft(await greens(page), `green on ${what}`).toEqual([]);
}

/** Text that cannot be read whole and cannot be scrolled to: cut by a box without an ellipsis, or beyond the right edge of the window. */
export function clippedTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const clips = /^(hidden|clip)$/;
    const scrolls = /^(auto|scroll)$/;
    const isForReaders = (element: Element): boolean => element.closest('.visually-hidden, [aria-hidden="true"]') !== null;

    function isCut(box: DOMRect, from: Element): boolean {
      for (let element: Element | null = from; element !== null; element = element.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(element);
        if (scrolls.test(overflowX) && element !== document.documentElement && element !== document.body) return false;
        if (!clips.test(overflowX)) continue;
        if (textOverflow === 'ellipsis') return false;
        const edge = element.getBoundingClientRect();
        if (box.right > edge.right + 1 || box.left < edge.left - 1) return true;
      }
      return box.right > innerWidth + 1 || box.left < -1;
    }

    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const parent = node.parentElement;
      const text = node.nodeValue?.trim() ?? '';
      if (
        parent === null ||
        text === '' ||
        !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
        isForReaders(parent)
      )
        continue;
      if (parent.closest('option, script, style') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width > 0 && isCut(box, parent))
        found.push(`${text.slice(0, 40)} at ${Math.round(box.left)}..${Math.round(box.right)} of ${innerWidth}`);
    }
    if (document.documentElement.scrollWidth > innerWidth + 1)
      found.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
    return found;
  });
}

/** Half the pixels on the same screen, as a person has who set 200 %. */
export async function zoomTwofold(page: Page, shellApp: ElectronApplication | undefined, isOn: boolean): Promise<void> {
  if (shellApp)
    await shellApp.evaluate(
      ({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor),
      isOn ? 2 : 1,
    );
  else await page.setViewportSize(isOn ? { width: 960, height: 540 } : { width: 1920, height: 1080 });
  await page.waitForFunction((width) => Math.abs(innerWidth - width) <= 1, isOn ? 960 : 1920);
}

/** Where the Tab key went. */
export interface KeyboardWalk {
  readonly stops: number;
  /** Controls that were there all the time and never had the focus. */
  readonly missed: readonly string[];
  /** Stops at which nothing on screen showed the focus. */
  readonly unseen: readonly string[];
  /** True when the focus came round to where it began, or left the page. */
  readonly isRound: boolean;
}

const MOST_STOPS = 200;
/** So many presses are on their way at once; the page notes each stop itself. */
const PRESSES_AT_ONCE = 10;

/** Presses Tab from the top of the page until the focus has been everywhere. Motion must be reduced, or styles are compared half-way. */
export async function walkByTab(page: Page): Promise<KeyboardWalk> {
  await page.evaluate(beginWalk);
  let isRound = false;
  for (let presses = 0; presses < MOST_STOPS && !isRound; presses += PRESSES_AT_ONCE) {
    await Promise.all(Array.from({ length: PRESSES_AT_ONCE }, () => page.keyboard.press('Tab')));
    isRound = await page.evaluate(() => (window as unknown as WalkingWindow).walk.isRound());
  }
  return { ...(await page.evaluate(() => (window as unknown as WalkingWindow).walk.end())), isRound };
}

interface WalkingWindow {
  walk: { isRound(): boolean; end(): Omit<KeyboardWalk, 'isRound'> };
}

/** Runs in the page: notes what has the focus, and whether it looks different from when it has not. */
function beginWalk(): void {
  const CONTROLS = 'a[href], button, input:not([type="hidden"]), select, textarea, [tabindex="0"]';
  const LOOKS = [
    'outlineStyle',
    'outlineWidth',
    'outlineColor',
    'boxShadow',
    'borderTopColor',
    'borderTopWidth',
    'backgroundColor',
    'color',
    'opacity',
  ] as const;

  const isReachable = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 0 &&
    !element.matches(':disabled, [tabindex="-1"], input[type="radio"]:not(:checked)');
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()} ${(element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '').slice(0, 30)} ${element.id}`.trim();
  const looksOf = (element: Element): string[] => {
    const around = [element, element.parentElement, element.parentElement?.parentElement, element.nextElementSibling].filter(
      (one) => one != null,
    );
    return around.map((one) => {
      const style = getComputedStyle(one);
      return LOOKS.map((look) => style[look]).join(' ');
    });
  };

  // Tab goes on from the last focus, also when that was taken away: a mark at the top is where this walk begins.
  const top = document.createElement('span');
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  getSelection()?.removeAllRanges();
  const begun = [...document.querySelectorAll(CONTROLS)].filter(isReachable);
  const visited = new Set<Element>();
  const unseen: string[] = [];
  let before: { element: Element; looks: string[] } | null = null;
  let isRound = false;

  function leave(): void {
    if (before?.element.isConnected && before.looks.join() === looksOf(before.element).join()) unseen.push(nameOf(before.element));
    before = null;
  }
  function arrive({ target }: FocusEvent): void {
    if (isRound || !(target instanceof Element)) return;
    leave();
    isRound = visited.has(target);
    if (isRound) return;
    visited.add(target);
    before = { element: target, looks: looksOf(target) };
  }
  document.addEventListener('focusin', arrive);
  (window as unknown as WalkingWindow).walk = {
    isRound: () => isRound || (visited.size > 0 && document.activeElement === document.body),
    end() {
      (document.activeElement as HTMLElement | null)?.blur();
      document.removeEventListener('focusin', arrive);
      leave();
      top.remove();
      const missed = begun.filter((element) => element.isConnected && isReachable(element) && !visited.has(element)).map(nameOf);
      return { stops: visited.size, missed, unseen };
    },
  };
}
