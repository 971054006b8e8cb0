import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { TopologySearch } from './model.ts';

const topologyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/topology',
  validateSearch: TopologySearch,
  component: lazyRouteComponent(() => import('./TopologyPage.tsx'), 'TopologyPage'),
});

/** Pages of this feature, inside the desk shell. */
export const topologyRoutes = [topologyRoute] as const;
