import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { ToolSearch } from './model.ts';

const toolsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/resources/$id/tools',
  validateSearch: ToolSearch,
  component: lazyRouteComponent(() => import('./ToolsPage.tsx'), 'ToolsPage'),
});

/** Pages of this feature, inside the desk shell. */
export const toolRoutes = [toolsRoute] as const;
