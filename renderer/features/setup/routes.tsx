import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { rootRoute } from '../../lib/routes.ts';
import { takeToken } from './token.ts';

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  beforeLoad: ({ location }) => {
    // Out of the address bar and the history before anything is shown.
    if (takeToken(location.hash)) throw redirect({ to: '/setup', replace: true });
  },
  component: lazyRouteComponent(() => import('./SetupPage.tsx'), 'SetupPage'),
});

/** Pages of this feature, below the root: they work without a session. */
export const setupRoutes = [setupRoute] as const;
