export { topologyRoutes } from './routes.ts';
export { createTopologyService, type Network, type TopologyService } from './service.ts';
