import { type HTMLAttributes, type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Position } from '../../../shared/domain/topology/layout.ts';

/** A node that is being moved, and where it is now. */
export interface Held {
  readonly node: string;
  readonly at: Position;
}

interface Parts {
  /** How large a length of the map is on screen. */
  scale(): number;
  readonly isOff: boolean;
  /** A node is somewhere else for the time being; null: no more. */
  onHold(held: Held | null): void;
  /** A node was put somewhere. */
  onDrop(held: Held): void;
}

/** A hand that trembles moves nothing. */
const LEAST_PX = 4;
/** How far a key moves a node, in lengths of the map. */
const STEP = 20;
const ARROWS: Readonly<Record<string, Position>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

interface Grip {
  readonly node: string;
  readonly pointer: number;
  readonly from: Position;
  readonly x: number;
  readonly y: number;
  isMoving: boolean;
}

/** Lets nodes be moved with the pointer, and with Alt and the arrow keys. What was a move is no click. */
export function useDrag({ scale, isOff, onHold, onDrop }: Parts): (node: string, at: Position) => HTMLAttributes<HTMLElement> {
  const grip = useRef<Grip | null>(null);
  const dropped = useRef(false);

  const placeOf = ({ from, x, y }: Grip, event: PointerEvent): Position => ({
    x: Math.round(from.x + (event.clientX - x) / scale()),
    y: Math.round(from.y + (event.clientY - y) / scale()),
  });

  return (node, at) => {
    if (isOff) return {};
    return {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        grip.current = { node, pointer: event.pointerId, from: at, x: event.clientX, y: event.clientY, isMoving: false };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const held = grip.current;
        if (held?.node !== node || held.pointer !== event.pointerId) return;
        if (!held.isMoving && Math.hypot(event.clientX - held.x, event.clientY - held.y) < LEAST_PX) return;
        if (!held.isMoving) event.currentTarget.setPointerCapture(event.pointerId);
        held.isMoving = true;
        onHold({ node, at: placeOf(held, event) });
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const held = grip.current;
        grip.current = null;
        if (held?.node !== node || !held.isMoving) return;
        dropped.current = true;
        onDrop({ node, at: placeOf(held, event) });
      },
      onPointerCancel: () => {
        grip.current = null;
        onHold(null);
      },
      onClickCapture: (event) => {
        if (!dropped.current) return;
        dropped.current = false;
        event.stopPropagation();
        event.preventDefault();
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const arrow = event.altKey ? ARROWS[event.key] : undefined;
        if (!arrow) return;
        event.preventDefault();
        onDrop({ node, at: { x: at.x + arrow.x * STEP, y: at.y + arrow.y * STEP } });
      },
    };
  };
}
