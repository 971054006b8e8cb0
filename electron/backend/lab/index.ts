export { type LabIdentity, openLab } from './folder.ts';
export { type LabPerson, type LabResource, type Province, provinceOf } from './province.ts';
