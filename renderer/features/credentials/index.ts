export { CredentialSelect } from './CredentialSelect.tsx';
export { useCredentials } from './queries.ts';
