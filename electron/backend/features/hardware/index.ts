export { hardwareRoutes } from './routes.ts';
export { createHardwareService, type HardwareService } from './service.ts';
