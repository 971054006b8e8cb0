export { openTopology } from './client.ts';
export {
  type Overview,
  type Sighting,
  type ToldAround,
  type ToldLink,
  type ToldPast,
  type ToldPaths,
  TopologyError,
  type TopologyStats,
  type TopologyStore,
} from './store.ts';
