import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import { type Place, redirectOf } from './guards.ts';
import { stationQuery } from './session.ts';

/** What guards and loaders of every route can reach. */
export interface RouterContext {
  readonly queryClient: QueryClient;
}

const PATHS: Readonly<Record<Place, string>> = { setup: '/setup', signIn: '/sign-in', wall: '/wall', desk: '/' };

/** Root of the address space: every navigation asks first whether this visitor belongs there. `app/router.tsx` gives it its look. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({
  beforeLoad: async ({ context, location }) => {
    if (location.pathname === '/wall') return;
    const station = await context.queryClient.ensureQueryData(stationQuery);
    const place = redirectOf(station, location.pathname);
    if (place === 'signIn' && location.pathname !== '/')
      throw redirect({ to: PATHS.signIn, search: { next: location.href }, replace: true });
    if (place !== null) throw redirect({ to: PATHS[place], replace: true });
  },
});

/** Parent of every page inside the desk shell: a signed-in person, header, navigation. */
export const shellRoute = createRoute({ getParentRoute: () => rootRoute, id: 'shell' });
