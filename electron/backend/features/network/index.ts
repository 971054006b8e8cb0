export { networkRoutes } from './routes.ts';
export { createNetworkService, type NetworkService } from './service.ts';
