export { healthRoutes } from './routes.tsx';
