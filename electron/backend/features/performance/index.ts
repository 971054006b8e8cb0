export { doubtsOf } from './doubts.ts';
export { performanceRoutes } from './routes.ts';
