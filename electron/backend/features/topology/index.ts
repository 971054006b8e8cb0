export { type CauseFinder, createCauseFinder } from './causes.ts';
export { createPastService, type PastService } from './past.ts';
export { createPlaceService, type PlaceService } from './places/service.ts';
export { createRecorder, type Recorder } from './recorder.ts';
export { topologyRoutes } from './routes.ts';
export { createTopologyService, type TopologyService } from './service.ts';
