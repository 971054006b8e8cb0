import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { CollectionSearch } from './model.ts';

const collectionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/collection',
  validateSearch: CollectionSearch,
  component: lazyRouteComponent(() => import('./CollectionPage.tsx'), 'CollectionPage'),
});

/** Pages of this feature, inside the desk shell. */
export const collectionRoutes = [collectionRoute] as const;
