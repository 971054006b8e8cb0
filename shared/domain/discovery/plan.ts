import type { CredentialSettings } from '../credential/snmp.ts';

/** Packets a second of a run, echoes and questions together. */
export const PACES = [20, 50, 200] as const;
export type Pace = (typeof PACES)[number];

/** Most packets one device gets of a run. */
export const MOST_REQUESTS = 48;
/** Echoes to each address: one alone would miss what a busy switch drops. */
export const ECHOES = 2;
/** How often a question is sent that stays without an answer. */
export const TRIES = 2;
/** A set that this many devices refused, and none took, is tried on no more of them ... */
export const REFUSALS = 3;
/** ... nor one that this many devices were silent to: most of them have no agent, but nobody can tell. */
export const SILENCES = 12;
/** Packets that a device with SNMP usually costs: for the estimate only. */
const USUAL_REQUESTS = 10;

/** Sets in the order in which they are tried: version 3 first, within a version as people ordered them. */
export function inTrialOrder<S extends { readonly settings: CredentialSettings }>(sets: readonly S[]): readonly S[] {
  const rank = ({ settings }: S): number => (settings.kind === 'snmpUser' ? 0 : settings.version === '2c' ? 1 : 2);
  return [...sets].sort((a, b) => rank(a) - rank(b));
}

/** How long a run takes at most and at least in seconds: nobody there, everybody there with SNMP. */
export function estimateS(addresses: number, pace: number, sets: number): { readonly least: number; readonly most: number } {
  const each = ECHOES + (sets === 0 ? 0 : USUAL_REQUESTS);
  return { least: Math.ceil((addresses * ECHOES) / pace), most: Math.ceil((addresses * each) / pace) };
}

/** What is known of a set of credentials within a run, in devices. */
export interface Trial {
  /** Said no, or were silent to it and were opened by another set. */
  readonly refused: number;
  /** Were silent to every set. */
  readonly silent: number;
  readonly opened: number;
  /** It is being tried on. */
  readonly pending: number;
}

export const NO_TRIAL: Trial = { refused: 0, silent: 0, opened: 0, pending: 0 };

/**
 * Whether a set may be tried on one more device. One that has opened a device may be tried on all; one that has not, on a few at a time
 * and on no more than a few in all: nobody's password is sprayed over a range. `wait`: those it is being tried on decide.
 */
export function mayTry({ refused, silent, opened, pending }: Trial): 'yes' | 'wait' | 'no' {
  if (opened > 0) return 'yes';
  if (refused >= REFUSALS || silent >= SILENCES) return 'no';
  return pending < REFUSALS - refused && pending < SILENCES - silent ? 'yes' : 'wait';
}
