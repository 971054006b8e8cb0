export { isSilent } from './list/listModel.ts';
export { useResources } from './queries.ts';
export { resourceRoutes } from './routes.tsx';
