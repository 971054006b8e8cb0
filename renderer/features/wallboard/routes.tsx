import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../lib/routes.ts';
import { WallError } from './components/WallError.tsx';

export const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/wall',
  component: lazyRouteComponent(() => import('./components/WallPage.tsx'), 'WallPage'),
  errorComponent: WallError,
});

export const wallRoutes = [wallRoute] as const;
