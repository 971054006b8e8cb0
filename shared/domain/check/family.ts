/** Which version of IP a check uses: `any` tries the addresses of both. */
export const FAMILIES = ['any', '4', '6'] as const;
export type Family = (typeof FAMILIES)[number];
