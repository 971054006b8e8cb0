import type { Instant, ResourceId } from '../id.ts';
import type { End, Link } from './links.ts';

/** Newest figure of a port, and how often it comes. */
export interface PortFigure {
  readonly value: number;
  readonly at: Instant;
  readonly intervalMs: number;
}

/** What a device says of one of its ports; null what it does not say. Bit a second, errors a second. */
export interface PortFigures {
  readonly speed: number | null;
  readonly in: PortFigure | null;
  readonly out: PortFigure | null;
  readonly inErrors: PortFigure | null;
  readonly outErrors: PortFigure | null;
}

/** What a link carries one way. */
export interface Flow {
  readonly bits: number;
  /** Of what the link can carry; null where nobody says how much that is. */
  readonly share: number | null;
  readonly at: Instant;
  readonly intervalMs: number;
}

/** Load of a link in both directions (clause 8.2.2 a) 2)). */
export interface LinkLoad {
  readonly id: string;
  /** Bit a second, of the slower end; null where neither says it. */
  readonly speed: number | null;
  readonly aToB: Flow | null;
  readonly bToA: Flow | null;
  /** Errors a second that either end counts, both directions; null where neither counts. */
  readonly errors: number | null;
}

const newer = (one: PortFigure | null, other: PortFigure | null): PortFigure | null =>
  one === null || (other !== null && other.at > one.at) ? other : one;

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null && value > 0) as readonly number[];
  return known.length === 0 ? null : Math.min(...known);
}

/** The loads of links by what their ends say of their ports: what one end sends the other receives, and the newer figure counts. A link of which nothing is known is left out. */
export function loadsOf(
  links: readonly Pick<Link, 'id' | 'a' | 'b'>[],
  figuresOf: (resourceId: ResourceId, port: string) => PortFigures | null,
): readonly LinkLoad[] {
  const ofEnd = ({ resourceId, port }: End): PortFigures | null =>
    resourceId === null || port === '' ? null : figuresOf(resourceId, port);
  return links.flatMap(({ id, a, b }): readonly LinkLoad[] => {
    const [own, remote] = [ofEnd(a), ofEnd(b)];
    const speed = least([own?.speed ?? null, remote?.speed ?? null]);
    const flow = (figure: PortFigure | null): Flow | null =>
      figure && {
        bits: figure.value,
        share: speed === null ? null : figure.value / speed,
        at: figure.at,
        intervalMs: figure.intervalMs,
      };
    const counted = [own?.inErrors, own?.outErrors, remote?.inErrors, remote?.outErrors].flatMap((figure) =>
      figure ? [figure.value] : [],
    );
    const load = {
      ...{ id, speed },
      aToB: flow(newer(own?.out ?? null, remote?.in ?? null)),
      bToA: flow(newer(own?.in ?? null, remote?.out ?? null)),
      errors: counted.length === 0 ? null : counted.reduce((sum, value) => sum + value, 0),
    };
    return load.aToB === null && load.bToA === null && load.errors === null && speed === null ? [] : [load];
  });
}
