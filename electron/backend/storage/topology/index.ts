export { openTopology } from './client.ts';
export {
  type Overview,
  type Sighting,
  type ToldAround,
  type ToldLink,
  type ToldPastLink,
  type ToldPaths,
  type ToldResource,
  TopologyError,
  type TopologyStats,
  type TopologyStore,
} from './store.ts';
