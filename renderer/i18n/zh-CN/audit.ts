export const audit = {} as const satisfies Record<string, string>;
