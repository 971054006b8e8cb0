import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { shellRoute } from '../../lib/routes.ts';

/** What of the page can be shared by its address: how far back its curves go. */
const HealthSearch = z.object({ curves: z.enum(['7d']).optional().catch(undefined) });

const healthRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/health',
  validateSearch: HealthSearch,
  component: lazyRouteComponent(() => import('./HealthRoute.tsx'), 'HealthRoute'),
});

/** Pages of this feature, inside the desk shell. */
export const healthRoutes = [healthRoute] as const;
