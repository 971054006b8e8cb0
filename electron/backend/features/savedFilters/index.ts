export { savedFilterRoutes } from './routes.ts';
export { createSavedFilterService, type SavedFilterService } from './service.ts';
