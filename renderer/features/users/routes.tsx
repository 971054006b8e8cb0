import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { shellRoute } from '../../lib/routes.ts';
import { stationQuery } from '../../lib/session.ts';
import { DeviceSearch } from './devices/deviceModel.ts';
import { PeopleSearch } from './people/peopleModel.ts';
import { CredentialSearch, firstSection } from './sections.ts';
import { TokenSearch } from './tokens/tokenModel.ts';

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users',
  beforeLoad: async ({ context }) => {
    const { session } = await context.queryClient.ensureQueryData(stationQuery);
    throw redirect({ to: firstSection(session?.permissions ?? []), replace: true });
  },
});

const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/people',
  validateSearch: PeopleSearch,
  component: lazyRouteComponent(() => import('./people/PeoplePage.tsx'), 'PeoplePage'),
});

const rolesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/roles',
  component: lazyRouteComponent(() => import('./roles/RolesPage.tsx'), 'RolesPage'),
});

const credentialsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/credentials',
  validateSearch: CredentialSearch,
  component: lazyRouteComponent(() => import('./CredentialsPage.tsx'), 'CredentialsPage'),
});

const tokensRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/tokens',
  validateSearch: TokenSearch,
  component: lazyRouteComponent(() => import('./tokens/TokensPage.tsx'), 'TokensPage'),
});

const devicesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/devices',
  validateSearch: DeviceSearch,
  component: lazyRouteComponent(() => import('./devices/DevicesPage.tsx'), 'DevicesPage'),
});

/** Pages of this feature, inside the desk shell. */
export const userRoutes = [homeRoute, peopleRoute, rolesRoute, credentialsRoute, tokensRoute, devicesRoute] as const;
