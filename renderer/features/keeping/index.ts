export { keepingRoutes } from './routes.tsx';
