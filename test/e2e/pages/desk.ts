import { expect, type Locator, type Page, test } from '@playwright/test';
import type { AlarmCounts } from '../../../shared/contracts/alarms.ts';
import { SEVERITIES, type Severity } from '../../../shared/domain/alarm/severity.ts';

export type Skin = 'desk' | 'wall';
/** Skins that a test of looks puts on: one in the browser, the other in the shell, and both when people take pictures (NOC_LOOK). */
export const skinsHere = (): readonly Skin[] =>
  process.env.NOC_LOOK ? ['desk', 'wall'] : test.info().project.name === 'electron' ? ['wall'] : ['desk'];

export type Counts = Readonly<Record<Severity | 'unacknowledged', number>>;

/** 紧急, 重要, 次要, 提示, in the order of every counter. */
export const SEVERITY_NAMES: Readonly<Record<Severity, string>> = { critical: '紧急', major: '重要', minor: '次要', warning: '提示' };

/** The frame around every page of a signed-in person. */
export interface Desk {
  readonly banner: Locator;
  /** Opens a page of this program by its address, as a link or a bookmark would. */
  open(path: string): Promise<void>;
  /** The counters of the header. */
  counts(): Promise<Counts>;
  wear(skin: Skin): Promise<void>;
  signOut(): Promise<void>;
}

/** The same figures as the API tells them. */
export function countsOf(counts: AlarmCounts): Counts {
  const { critical, major, minor, warning, unacknowledged } = counts;
  return { critical, major, minor, warning, unacknowledged };
}

const numberIn = (text: string): number => Number(text.replaceAll(/[^0-9]/g, ''));

export function deskOf(page: Page): Desk {
  const menu = page.getByRole('button', { name: /个人菜单$/ });
  return {
    banner: page.getByRole('status').filter({ hasText: '已断开' }),
    open: async (path) => {
      await page.goto(new URL(path, page.url()).href);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    },
    counts: async () => {
      const unacknowledged = page.getByRole('banner').getByText(/^未确认/);
      await expect(unacknowledged, 'the counters are known').toContainText(/\d/);
      const texts = await page.getByRole('list', { name: '活动告警计数' }).getByRole('listitem').allTextContents();
      const waiting = await unacknowledged.textContent();
      const each = Object.fromEntries(SEVERITIES.map((severity, index) => [severity, numberIn(texts[index] ?? '')]));
      return { ...(each as Record<Severity, number>), unacknowledged: numberIn(waiting ?? '') };
    },
    wear: async (skin) => {
      await menu.click();
      await page.getByRole('button', { name: skin === 'desk' ? '浅灰（照明房间）' : '深灰（暗室）' }).click();
      await expect(page.locator('html')).toHaveAttribute('data-skin', skin);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: '退出登录' })).toBeHidden();
    },
    signOut: async () => {
      await menu.click();
      await page.getByRole('button', { name: '退出登录' }).click();
      await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
    },
  };
}
