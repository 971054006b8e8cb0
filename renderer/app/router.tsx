import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { alarmRoutes } from '../features/alarms/index.ts';
import { auditRoutes } from '../features/audit/index.ts';
import { collectionRoutes } from '../features/collection/index.ts';
import { discoveryRoutes } from '../features/discovery/index.ts';
import { healthRoutes } from '../features/health/index.ts';
import { keepingRoutes } from '../features/keeping/index.ts';
import { logRoutes } from '../features/logs/index.ts';
import { networkRoutes } from '../features/network/index.ts';
import { performanceRoutes } from '../features/performance/index.ts';
import { policyRoutes } from '../features/policies/index.ts';
import { resourceRoutes } from '../features/resources/index.ts';
import { sessionRoutes } from '../features/session/index.ts';
import { setupRoutes } from '../features/setup/index.ts';
import { toolRoutes } from '../features/tools/index.ts';
import { topologyRoutes } from '../features/topology/index.ts';
import { userRoutes } from '../features/users/index.ts';
import { wallRoutes } from '../features/wallboard/index.ts';
import { rootRoute, shellRoute } from '../lib/routes.ts';
import { stationQuery } from '../lib/session.ts';
import { destinationsOf } from './navigation.ts';
import { Root } from './Root.tsx';
import { NoPage, NoPageForRole, RouteError, RoutePending } from './RouteStates.tsx';
import { Shell } from './Shell.tsx';

/** `/` is the first page the session may open. */
const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const station = await context.queryClient.ensureQueryData(stationQuery);
    const [first] = destinationsOf(station.session?.permissions ?? []);
    if (first) throw redirect({ to: first.path, replace: true });
  },
  component: NoPageForRole,
});

/** A wrong address keeps the frame, so that the way on is at hand. */
const noPageRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: NoPage });

rootRoute.update({ component: Root, errorComponent: RouteError, notFoundComponent: NoPage });
shellRoute.update({ component: Shell, errorComponent: RouteError, notFoundComponent: NoPage });

const routeTree = rootRoute.addChildren([
  ...sessionRoutes,
  ...setupRoutes,
  ...wallRoutes,
  shellRoute.addChildren([
    homeRoute,
    ...alarmRoutes,
    ...topologyRoutes,
    ...resourceRoutes,
    ...networkRoutes,
    ...toolRoutes,
    ...performanceRoutes,
    ...discoveryRoutes,
    ...policyRoutes,
    ...logRoutes,
    ...collectionRoutes,
    ...keepingRoutes,
    ...healthRoutes,
    ...auditRoutes,
    ...userRoutes,
    noPageRoute,
  ]),
]);

/** The address space of the product. Features declare their routes; here they are put together. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NoPage,
    defaultPendingComponent: RoutePending,
    defaultPendingMs: 300,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
