export { type HeartBook, openHeartBook } from './book.ts';
export { heartbeatRoutes } from './routes.ts';
