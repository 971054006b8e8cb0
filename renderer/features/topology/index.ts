export { topologyRoutes } from './routes.tsx';
