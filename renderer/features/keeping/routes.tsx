import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';

const keepingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/keeping',
  component: lazyRouteComponent(() => import('./KeepingPage.tsx'), 'KeepingPage'),
});

/** Pages of this feature, inside the desk shell. */
export const keepingRoutes = [keepingRoute] as const;
