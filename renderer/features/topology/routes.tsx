import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { TopologySearch, USUAL_HOPS } from './model.ts';
import { aroundQuery } from './queries.ts';

const topologyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/topology',
  validateSearch: TopologySearch,
  loaderDeps: ({ search: { device, hops, at } }) => ({ device, hops, at }),
  // Begun while the program of the page is on its way, and when somebody is a key away from it; the page waits for it by itself.
  loader: ({ context, deps: { device, hops, at } }) => {
    if (device !== undefined) void context.queryClient.prefetchQuery(aroundQuery(device, hops ?? USUAL_HOPS, at));
  },
  component: lazyRouteComponent(() => import('./TopologyPage.tsx'), 'TopologyPage'),
});

/** Pages of this feature, inside the desk shell. */
export const topologyRoutes = [topologyRoute] as const;
