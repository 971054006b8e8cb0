export { policyRoutes } from './routes.tsx';
