export { openNetwork } from './client.ts';
export {
  NetworkError,
  type NetworkStore,
  type Scoped,
  type StoredArp,
  type StoredFdb,
  type StoredInterface,
  type Told,
} from './store.ts';
