export { PasswordField } from './PasswordField.tsx';
export { useSignOut } from './queries.ts';
export { sessionRoutes } from './routes.tsx';
export { UnlockBar } from './UnlockBar.tsx';
