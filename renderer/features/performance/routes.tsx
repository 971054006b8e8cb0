import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { PerformanceSearch } from './model.ts';
import { TopSearch } from './top/topModel.ts';

const viewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/performance',
  validateSearch: PerformanceSearch,
  component: lazyRouteComponent(() => import('./PerformancePage.tsx'), 'PerformancePage'),
});

const topRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/performance/top',
  validateSearch: TopSearch,
  component: lazyRouteComponent(() => import('./top/TopPage.tsx'), 'TopPage'),
});

/** Pages of this feature, inside the desk shell. */
export const performanceRoutes = [viewRoute, topRoute] as const;
