import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute } from '@tanstack/react-router';

/** What guards and loaders of every route can reach. */
export interface RouterContext {
  readonly queryClient: QueryClient;
}

/** Root of the address space. `app/router.tsx` gives it its component. */
export const rootRoute = createRootRouteWithContext<RouterContext>()();

/** Parent of every page inside the desk shell: a signed-in person, header, navigation. */
export const shellRoute = createRoute({ getParentRoute: () => rootRoute, id: 'shell' });
