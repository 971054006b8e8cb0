export { createDashboardService, type DashboardService } from './dashboards.ts';
export { performanceRoutes } from './routes.ts';
