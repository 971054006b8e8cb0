export { createRates, type Rates } from './rates.ts';
export { collectionRoutes } from './routes.ts';
