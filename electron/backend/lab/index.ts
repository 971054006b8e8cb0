export { type LabIdentity, openLab } from './folder.ts';
export { isLabAddress, type LabPerson, type LabResource, type Province, provinceOf } from './province.ts';
