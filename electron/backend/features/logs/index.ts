export { logRoutes } from './routes.ts';
export { createLogService, type LogService } from './service.ts';
