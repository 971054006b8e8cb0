export { type CauseFinder, createCauseFinder } from './causes.ts';
export { topologyRoutes } from './routes.ts';
export { createTopologyService, type TopologyService } from './service.ts';
