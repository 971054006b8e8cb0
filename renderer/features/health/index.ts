export { CollectorPanel } from './CollectorPanel.tsx';
export { healthRoutes } from './routes.tsx';
