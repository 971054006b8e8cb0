export { type CredentialBook, type CredentialRecord, openCredentialBook } from './book.ts';
export { credentialRoutes } from './routes.ts';
export { type CredentialService, createCredentialService } from './service.ts';
