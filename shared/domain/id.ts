/** A string that names one kind of thing. Plain strings fit in; ids of two kinds do not mix. */
export type Id<Kind extends string> = string & { readonly __kind?: Kind };

export type ResourceId = Id<'resource'>;
export type AlarmId = Id<'alarm'>;
export type UserId = Id<'user'>;
export type DeviceId = Id<'device'>;
export type TokenId = Id<'token'>;
/** Who did something by decision: a person, or a program by its token. */
export type ActorId = UserId | TokenId;

/** Milliseconds since 1970-01-01T00:00:00Z, wall clock of the station. */
export type Instant = number;
