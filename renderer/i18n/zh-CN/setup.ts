export const setup = {} as const satisfies Record<string, string>;
