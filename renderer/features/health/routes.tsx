import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';

const healthRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/health',
  component: lazyRouteComponent(() => import('./HealthPage.tsx'), 'HealthPage'),
});

/** Pages of this feature, inside the desk shell. */
export const healthRoutes = [healthRoute] as const;
