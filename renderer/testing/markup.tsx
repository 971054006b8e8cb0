import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import type { Session, Station } from '../../shared/contracts/session.ts';
import { i18n, startI18n } from '../i18n/index.ts';
import { stationQuery } from '../lib/session.ts';
import { at, id } from './builders.ts';

/** An operator on watch. */
export const anOperator: Session = {
  kind: 'person',
  userId: id(9001),
  account: 'wanglei',
  name: 'Wang Lei',
  roles: ['operator'],
  permissions: [
    'alarm.read',
    'alarm.acknowledge',
    'alarm.comment',
    'counter.read',
    'dashboard.save',
    'filter.save',
    'health.read',
    'log.read',
    'metric.read',
    'policy.read',
    'resource.read',
  ],
  deviceId: null,
  deviceName: null,
  startedAt: at(-3_600_000),
  endsAt: at(43_200_000),
  idleLimitMs: 900_000,
  locked: false,
};

const aStation: Station = {
  name: 'Central',
  product: 'shouwang',
  version: '0.1.0',
  now: at(),
  timeZone: 'Asia/Shanghai',
  setupNeeded: false,
  isLab: false,
  session: anOperator,
  warnings: [],
};

/** First markup of a component, with texts and the session of an operator around it; `know` puts answers of the station into the cache. */
export function markup(children: ReactNode, know: (client: QueryClient) => void = () => undefined): string {
  startI18n();
  const queryClient = new QueryClient();
  queryClient.setQueryData(stationQuery.queryKey, aStation);
  know(queryClient);
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </I18nextProvider>,
  );
}

/** The words of a markup, tags taken out. */
export function words(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
