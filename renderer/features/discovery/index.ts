export { discoveryRoutes } from './routes.tsx';
