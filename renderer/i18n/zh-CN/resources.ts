export const resources = {} as const satisfies Record<string, string>;
