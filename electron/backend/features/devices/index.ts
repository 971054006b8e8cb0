export { type DeviceBook, type DeviceRecord, openDeviceBook } from './book.ts';
export { deviceRoutes } from './routes.ts';
export { createDeviceService, type DeviceService } from './service.ts';
