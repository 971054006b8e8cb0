export { EnrolPanel } from './components/EnrolPanel.tsx';
export { wallRoutes } from './routes.tsx';
