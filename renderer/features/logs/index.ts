export { logRoutes } from './routes.tsx';
