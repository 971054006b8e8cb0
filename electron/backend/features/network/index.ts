export { createLoadService, type LoadService } from './load.ts';
export { networkRoutes } from './routes.ts';
export { createNetworkService, type NetworkService } from './service.ts';
