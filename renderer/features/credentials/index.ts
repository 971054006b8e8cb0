export { CredentialSelect } from './CredentialSelect.tsx';
