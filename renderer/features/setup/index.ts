export { setupRoutes } from './routes.tsx';
