import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { LogsSearch } from './model.ts';

const logsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/logs',
  validateSearch: LogsSearch,
  component: lazyRouteComponent(() => import('./LogsPage.tsx'), 'LogsPage'),
});

/** Pages of this feature, inside the desk shell. */
export const logRoutes = [logsRoute] as const;
