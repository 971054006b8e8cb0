export const health = {} as const satisfies Record<string, string>;
