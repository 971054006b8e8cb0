export { type Authenticator, COOKIE, createAuthenticator } from './authenticate.ts';
export { sessionRoutes } from './routes.ts';
export { openSessionBook, type SessionBook } from './sessions.ts';
export { createSetup, readSetupFile, SETUP_CALLER, type SetupService, spendSetupFile } from './setup.ts';
export { createSetupToken, type SetupToken } from './setupToken.ts';
export { createSignIn } from './signIn.ts';
