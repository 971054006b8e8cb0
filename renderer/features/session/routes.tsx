import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../lib/routes.ts';

/** Where to go afterwards. */
const Search = z.object({ next: z.string().max(500).optional().catch(undefined) });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: Search,
  component: lazyRouteComponent(() => import('./SignInPage.tsx'), 'SignInPage'),
});

/** Pages of this feature, below the root: they work without a session. */
export const sessionRoutes = [signInRoute] as const;
