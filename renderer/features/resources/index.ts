export { useResources } from './queries.ts';
export { resourceRoutes } from './routes.tsx';
