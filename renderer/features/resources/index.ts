export { isSilent } from './list/listModel.ts';
export { type Place, placesOf } from './places.ts';
export { useResources } from './queries.ts';
export { resourceRoutes } from './routes.tsx';
