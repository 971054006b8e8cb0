export { callerOf, openUserBook, type UserBook } from './book.ts';
export type { UserRecord } from './repository.ts';
export { userRoutes } from './routes.ts';
export { createUserService, endsSessions, type Person, prepareUser, type UserService } from './service.ts';
