export { openPolicyBook, type PolicyBook } from './book.ts';
export { policyRoutes } from './routes.ts';
