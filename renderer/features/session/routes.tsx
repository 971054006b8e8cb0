import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../lib/routes.ts';

const Search = z.object({
  /** Where to go afterwards. */
  next: z.string().max(500).optional(),
  /** The session ended by itself. */
  ended: z.boolean().optional().catch(undefined),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: Search,
  component: lazyRouteComponent(() => import('./SignInPage.tsx'), 'SignInPage'),
});

/** Pages of this feature, below the root: they work without a session. */
export const sessionRoutes = [signInRoute] as const;
