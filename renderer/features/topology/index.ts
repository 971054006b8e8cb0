export { NeighboursPanel } from './NeighboursPanel.tsx';
