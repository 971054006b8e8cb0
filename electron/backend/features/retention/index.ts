export { retentionRoutes } from './routes.ts';
export { createRetentionService, type RetentionService } from './service.ts';
export { createRetentionUse, type RetentionUseReader } from './use.ts';
