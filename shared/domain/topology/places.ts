import type { Position } from './layout.ts';

/** A node that was put somewhere by hand; null: it finds its place by itself. */
export interface Move {
  readonly node: string;
  readonly from: Position | null;
  readonly to: Position | null;
}

const isSame = (a: Position | null, b: Position | null): boolean => a?.x === b?.x && a?.y === b?.y;

/** What these moves change of the places there are, each with where the node was; what is there already is none. The last of several of one node counts. */
export function movesOn(
  places: ReadonlyMap<string, Position>,
  wanted: readonly { readonly node: string; readonly to: Position | null }[],
): readonly Move[] {
  const last = new Map(wanted.map(({ node, to }) => [node, to]));
  return [...last].flatMap(([node, to]): readonly Move[] => {
    const from = places.get(node) ?? null;
    return isSame(from, to) ? [] : [{ node, from, to }];
  });
}

/** The places after these moves. */
export function moved(places: ReadonlyMap<string, Position>, moves: readonly Move[]): ReadonlyMap<string, Position> {
  const after = new Map(places);
  for (const { node, to } of moves) {
    if (to === null) after.delete(node);
    else after.set(node, to);
  }
  return after;
}

/** What takes moves back: each node that is still where they put it goes where it was before. Who was moved since stays. */
export function taken(places: ReadonlyMap<string, Position>, moves: readonly Move[]): readonly Move[] {
  return moves.flatMap(({ node, from, to }): readonly Move[] =>
    isSame(places.get(node) ?? null, to) ? [{ node, from: to, to: from }] : [],
  );
}
