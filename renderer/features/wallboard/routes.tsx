import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../lib/routes.ts';

export const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/wall',
  component: lazyRouteComponent(() => import('./components/WallPage.tsx'), 'WallPage'),
});

export const wallRoutes = [wallRoute] as const;
