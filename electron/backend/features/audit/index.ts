export { readHead } from './repository.ts';
export { type AuditState, auditRoutes, createAuditState } from './routes.ts';
export { type Audit, createAudit } from './service.ts';
export { verifyAuditChain } from './verification.ts';
