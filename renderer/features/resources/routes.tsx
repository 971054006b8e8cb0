import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { InventorySearch } from './hardware/inventoryModel.ts';
import { ListSearch } from './list/listModel.ts';
import { PageSearch } from './page/pageModel.ts';
import { FrontSearch } from './panel/panelModel.ts';

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

const frontRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/resources/$id/panel',
  validateSearch: FrontSearch,
  component: lazyRouteComponent(() => import('./panel/FrontPage.tsx'), 'FrontPage'),
});

const inventoryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/resources/hardware',
  validateSearch: InventorySearch,
  component: lazyRouteComponent(() => import('./hardware/InventoryPage.tsx'), 'InventoryPage'),
});

/** Pages of this feature, inside the desk shell. */
export const resourceRoutes = [listRoute, newRoute, inventoryRoute, pageRoute, editRoute, frontRoute] as const;
