import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { LINK_PATH } from '../../lib/guards.ts';
import { rootRoute } from '../../lib/routes.ts';
import { takeLink } from './link.ts';

/** Where to go afterwards. */
const Search = z.object({ next: z.string().max(500).optional().catch(undefined) });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: Search,
  component: lazyRouteComponent(() => import('./SignInPage.tsx'), 'SignInPage'),
});

const linkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: LINK_PATH,
  beforeLoad: ({ location }) => {
    // Out of the address bar and the history before anything is shown.
    if (takeLink(`#${location.hash.replace(/^#/, '')}`)) throw redirect({ to: LINK_PATH, replace: true });
  },
  component: lazyRouteComponent(() => import('./LinkPage.tsx'), 'LinkPage'),
});

/** Pages of this feature, below the root: they work without a session. */
export const sessionRoutes = [signInRoute, linkRoute] as const;
