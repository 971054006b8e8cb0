export { CredentialSection } from './CredentialSection.tsx';
export { CredentialSelect } from './CredentialSelect.tsx';
export type { CredentialSearch } from './model.ts';
export { useCredentials, useHttpSets, useSnmpSets } from './queries.ts';
