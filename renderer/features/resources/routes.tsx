import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { ListSearch } from './list/listModel.ts';
import { PageSearch } from './page/pageModel.ts';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/resources',
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import('./list/ListPage.tsx'), 'ListPage'),
});

const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/resources/new',
  component: lazyRouteComponent(() => import('./form/NewPage.tsx'), 'NewPage'),
});

const pageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/resources/$id',
  validateSearch: PageSearch,
  component: lazyRouteComponent(() => import('./page/ResourcePage.tsx'), 'ResourcePage'),
});

const editRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/resources/$id/edit',
  component: lazyRouteComponent(() => import('./form/EditPage.tsx'), 'EditPage'),
});

/** Pages of this feature, inside the desk shell. */
export const resourceRoutes = [listRoute, newRoute, pageRoute, editRoute] as const;
