export { openTokenBook, type TokenBook, type TokenRecord } from './book.ts';
export { tokenRoutes } from './routes.ts';
export { createTokenService, TOKEN_PREFIX, type TokenService } from './service.ts';
