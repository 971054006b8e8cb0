export { Evidence } from './Evidence.tsx';
export { beyondPort, ownLinks } from './linkModel.ts';
export { NeighboursPanel } from './NeighboursPanel.tsx';
export { useResourceLinks } from './queries.ts';
