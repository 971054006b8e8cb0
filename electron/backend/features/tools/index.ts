export { toolRoutes } from './routes.ts';
export { openToolService, type ToolService } from './service.ts';
