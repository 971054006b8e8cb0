import type { Locator, Page } from '@playwright/test';
import { SEVERITIES, type Severity } from '../../../shared/domain/alarm/severity.ts';
import { SEVERITY_NAMES } from './desk.ts';

/** 告警墙 of one window. */
export interface AlarmDesk {
  readonly list: Locator;
  readonly drawer: Locator;
  readonly search: Locator;
  /** Rows of one object. */
  rows(object: string): Locator;
  /** What the bands of the list say is active, by severity. */
  bands(): Promise<Readonly<Record<Severity, number>>>;
  /** The box in the drawer that asks for words. */
  box(title: string): Locator;
  /** Opens a row's drawer with the pointer. */
  choose(object: string): Promise<void>;
}

export function alarmDeskOf(page: Page): AlarmDesk {
  const list = page.getByRole('grid', { name: '活动与未确认的告警' });
  const rows = (object: string) => list.getByRole('row').filter({ hasText: object });
  return {
    list,
    rows,
    drawer: page.getByRole('complementary', { name: '告警详情' }),
    search: page.getByRole('searchbox', { name: '搜索告警' }),
    bands: async () => {
      const texts = await list.getByRole('row').allTextContents();
      const activeOf = (severity: Severity) => {
        const band = texts.find((text) => new RegExp(`^${SEVERITY_NAMES[severity]} \\d`).test(text)) ?? '';
        return Number(/\d+/.exec(band)?.[0] ?? 0);
      };
      return Object.fromEntries(SEVERITIES.map((severity) => [severity, activeOf(severity)])) as Record<Severity, number>;
    },
    box: (title) => page.getByRole('region', { name: title }),
    choose: async (object) => {
      await rows(object).first().click();
    },
  };
}
