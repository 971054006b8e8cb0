export { type Authenticator, COOKIE, createAuthenticator } from './authenticate.ts';
export { createSignInLinks, SIGN_IN_LINK_MS, type SignInLinks } from './links.ts';
export { sessionRoutes } from './routes.ts';
export { openSessionBook, type SessionBook } from './sessions.ts';
export { createSetup, SETUP_CALLER, type SetupService } from './setup.ts';
export { readSetupFile, SetupFileWrong, spendSetupFile, wrongFields } from './setupFile.ts';
export { createSetupToken, type SetupToken } from './setupToken.ts';
export { createSignIn } from './signIn.ts';
