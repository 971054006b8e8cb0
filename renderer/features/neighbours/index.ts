export { Evidence } from './Evidence.tsx';
export { askedMs } from './linkModel.ts';
export { NeighboursPanel } from './NeighboursPanel.tsx';
