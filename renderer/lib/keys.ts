import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';

/** One thing a key does. `keys` are physical: `KeyA`, `Shift+KeyA`, `Control+KeyK`, or a sequence `KeyG KeyA`. */
export interface Binding {
  readonly id: string;
  readonly keys: string;
  readonly title: string;
  /** Heading under which the key sheet and the palette list it. */
  readonly group: string;
  readonly run: () => void;
  /** Also while a text box has the focus. */
  readonly inText?: boolean;
  /** Runs again while the key is held down. */
  readonly repeats?: boolean;
  /** Why it does nothing now; listed, not run. */
  readonly reason?: string | null;
}

/** The part of a keyboard event that decides. */
export interface Press {
  readonly code: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** A text box has the focus. */
  readonly inText: boolean;
  /** An input method is composing: the key belongs to it. */
  readonly isComposing: boolean;
}

/** Longest pause between the keys of a sequence. */
export const SEQUENCE_MS = 1000;

/** State between two presses: the keys of a begun sequence and when the last came (monotonic ms). */
export interface Begun {
  readonly keys: string;
  readonly at: number;
}

export interface Matched {
  readonly binding: Binding | null;
  readonly begun: Begun | null;
}

function name(press: Press): string {
  return `${press.ctrl ? 'Control+' : ''}${press.alt ? 'Alt+' : ''}${press.shift ? 'Shift+' : ''}${press.code}`;
}

/** Which binding a press completes, by physical key so that layout and input method do not matter. Later bindings win. */
export function matchPress(bindings: readonly Binding[], begun: Begun | null, press: Press, at: number): Matched {
  if (press.isComposing || /^(Shift|Control|Alt|Meta)(Left|Right)$/.test(press.code)) return { binding: null, begun };
  const open = bindings.filter((binding) => !press.inText || binding.inText === true);
  const typed = begun !== null && at - begun.at <= SEQUENCE_MS ? `${begun.keys} ${name(press)}` : name(press);
  const binding = open.findLast((candidate) => candidate.keys === typed) ?? null;
  if (binding !== null) return { binding, begun: null };
  if (open.some((candidate) => candidate.keys.startsWith(`${typed} `))) return { binding: null, begun: { keys: typed, at } };
  if (typed !== name(press)) return matchPress(bindings, null, press, at);
  return { binding: null, begun: null };
}

const CAPS: Readonly<Record<string, string>> = {
  Slash: '/',
  'Shift+Slash': '?',
  Escape: 'Esc',
  Enter: 'Enter',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
};

function cap(key: string): string {
  const known = CAPS[key];
  if (known !== undefined) return known;
  const letter = /^Key([A-Z])$/.exec(key)?.[1];
  if (letter !== undefined) return letter.toLowerCase();
  const upper = /^Shift\+Key([A-Z])$/.exec(key)?.[1];
  if (upper !== undefined) return upper;
  const digit = /^Digit(\d)$/.exec(key)?.[1];
  if (digit !== undefined) return digit;
  const control = /^Control\+Key([A-Z])$/.exec(key)?.[1];
  return control === undefined ? key : `Ctrl ${control}`;
}

/** Keys as they are printed on a cap: `g a`, `A`, `?`, `Ctrl K`. */
export function keyCap(keys: string): string {
  return keys.split(' ').map(cap).join(' ');
}

/** What lies over what, lowest first: a page, a box or popover over it, a dialog that takes all keys while it is open. */
const DEPTHS = ['page', 'box', 'modal'] as const;
type Depth = (typeof DEPTHS)[number];

interface Layer {
  readonly id: symbol;
  readonly depth: Depth;
  bindings: readonly Binding[];
}

let layers: readonly Layer[] = [];
let active: readonly Binding[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Layer[]): void {
  layers = next;
  const modal = layers.findLastIndex((layer) => layer.depth === 'modal');
  active = layers.slice(Math.max(modal, 0)).flatMap((layer) => layer.bindings);
  for (const listener of listeners) listener();
}

/** Opened last is on top of its own depth: a page that arrives late does not come over a box that is open already. */
function withLayer(layer: Layer): readonly Layer[] {
  const all = [...layers, layer];
  return DEPTHS.flatMap((depth) => all.filter((one) => one.depth === depth));
}

/** Makes bindings work while the component is on the page, at the depth it lies at. */
export function useKeys(bindings: readonly Binding[], depth: Depth = 'page'): void {
  const run = useEffectEvent((id: string) => bindings.find((binding) => binding.id === id)?.run());
  const shape = JSON.stringify(
    bindings.map(({ id, keys, title, group, inText, repeats, reason }) => ({ id, keys, title, group, inText, repeats, reason })),
  );
  const [id] = useState(() => Symbol());
  useEffect(() => {
    publish(withLayer({ id, depth, bindings: [] }));
    return () => publish(layers.filter((layer) => layer.id !== id));
  }, [id, depth]);
  // A binding that changes keeps its layer's place: what opened later stays above it.
  useEffect(() => {
    const stable = (JSON.parse(shape) as Omit<Binding, 'run'>[]).map((binding) => ({ ...binding, run: () => run(binding.id) }));
    publish(layers.map((layer) => (layer.id === id && layer.depth === depth ? { ...layer, bindings: stable } : layer)));
  }, [id, shape, depth]);
}

function onActive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Every binding that works now, in the order it was added; for the key sheet and the palette. */
export function activeBindings(): readonly Binding[] {
  return active;
}

/** `activeBindings`, rendered again when it changes. */
export function useActiveBindings(): readonly Binding[] {
  return useSyncExternalStore(onActive, activeBindings);
}

const TEXT_TYPES = new Set(['button', 'checkbox', 'radio', 'submit', 'reset', 'range', 'color', 'file', 'image']);

/** True where typed letters are text. */
export function isTextBox(element: Element | null): boolean {
  if (element instanceof HTMLInputElement) return !TEXT_TYPES.has(element.type);
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}

/** True while an input method owns the key: Enter that ends a composition must not send a form. */
export function isComposing(event: { readonly isComposing: boolean; readonly key: string }): boolean {
  return event.isComposing || event.key === 'Process';
}

/** Listens on the window for all bindings. Returns the unsubscriber. */
export function listenToKeys(): () => void {
  let begun: Begun | null = null;
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const inText = isTextBox(document.activeElement);
    const press: Press = {
      code: event.code,
      ctrl: event.ctrlKey || event.metaKey,
      shift: event.shiftKey,
      alt: event.altKey,
      inText,
      isComposing: event.isComposing || (inText && event.key === 'Process'),
    };
    const matched = matchPress(active, begun, press, performance.now());
    begun = matched.begun;
    if (matched.binding === null) return;
    event.preventDefault();
    if (!matched.binding.reason && (!event.repeat || matched.binding.repeats)) matched.binding.run();
  }
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
