export { userRoutes } from './routes.tsx';
