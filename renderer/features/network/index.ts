export { LinkLoadSection, LoadSection } from './LoadSection.tsx';
export { networkRoutes } from './routes.tsx';
