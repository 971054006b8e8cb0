import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { NewSearch, ReviewSearch } from './search.ts';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/discovery',
  component: lazyRouteComponent(() => import('./list/ListPage.tsx'), 'ListPage'),
});
const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/discovery/new',
  validateSearch: NewSearch,
  component: lazyRouteComponent(() => import('./new/NewPage.tsx'), 'NewPage'),
});
const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/discovery/import',
  component: lazyRouteComponent(() => import('./import/ImportPage.tsx'), 'ImportPage'),
});
const batchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/discovery/$id',
  validateSearch: ReviewSearch,
  component: lazyRouteComponent(() => import('./batch/BatchPage.tsx'), 'BatchPage'),
});

/** Pages of this feature, inside the desk shell. */
export const discoveryRoutes = [listRoute, newRoute, importRoute, batchRoute] as const;
