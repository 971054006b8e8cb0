import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { AlarmSearch, HistorySearch } from './search.ts';

export const alarmsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/alarms',
  validateSearch: AlarmSearch,
  component: lazyRouteComponent(() => import('./components/AlarmsPage.tsx'), 'AlarmsPage'),
});

export const alarmHistoryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/alarms/history',
  validateSearch: HistorySearch,
  component: lazyRouteComponent(() => import('./components/HistoryPage.tsx'), 'HistoryPage'),
});

export const alarmRoutes = [alarmsRoute, alarmHistoryRoute] as const;
