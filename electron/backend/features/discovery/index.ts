export { type DiscoveryBook, openDiscoveryBook } from './book.ts';
export { discoveryRoutes } from './routes.ts';
export { createDiscoveryService, type DiscoveryService } from './service.ts';
