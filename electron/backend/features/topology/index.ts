export { type CauseFinder, createCauseFinder } from './causes.ts';
export { createPlaceService, type PlaceService } from './places/service.ts';
export { topologyRoutes } from './routes.ts';
export { createTopologyService, type TopologyService } from './service.ts';
