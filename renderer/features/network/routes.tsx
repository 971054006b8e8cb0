import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { NetworkSearch } from './model.ts';

const networkRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/network',
  validateSearch: NetworkSearch,
  component: lazyRouteComponent(() => import('./NetworkPage.tsx'), 'NetworkPage'),
});

/** Pages of this feature, inside the desk shell. */
export const networkRoutes = [networkRoute] as const;
