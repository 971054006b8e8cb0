export { openTopology } from './client.ts';
export { type Sighting, TopologyError, type TopologyStats, type TopologyStore } from './store.ts';
