import cytoscape, { type Core, type StylesheetJson } from 'cytoscape';
import type { NetworkLink } from '../../../shared/contracts/topology.ts';
import type { Position } from '../../../shared/domain/topology/layout.ts';
import { parallels } from './model.ts';

/** A node as the canvas knows it: where lines end. What it looks like is drawn by the page above the canvas. */
export const NODE = { width: 48, height: 34 } as const;

/** What a line is drawn from. */
export type Line = Pick<NetworkLink, 'id' | 'a' | 'b'>;

export interface Drawing<L extends Line> {
  /** Keys of what is drawn. */
  readonly nodes: readonly string[];
  readonly places: ReadonlyMap<string, Position>;
  readonly links: readonly L[];
  stateOf(link: L): string;
  /** What is written on the middle of a link that leads from one place to another. */
  noteOf(link: L, from: Position, to: Position): string;
  /** Further looks of a link: how wide it is, whether it is busy. */
  looksOf(link: L): readonly string[];
  readonly hasPorts: boolean;
  /** What is drawn; of something else everything is brought into sight first. */
  readonly of: string;
}

/** A map: lines between places, that can be moved and made larger. */
export interface Canvas {
  draw<L extends Line>(drawing: Drawing<L>): void;
  select(link: string | null): void;
  /** A node is somewhere else: its lines follow. */
  move(node: string, to: Position): void;
  /** How large a length of the map is on screen. */
  scale(): number;
  /** Where every node lies now. */
  places(): ReadonlyMap<string, Position>;
  /** Everything in sight. */
  showAll(): void;
  /** Nearer or farther, around the middle. */
  zoom(factor: number): void;
  destroy(): void;
}

interface Handlers {
  /** Where the page above the canvas is to be: what is at (0, 0), and how large. */
  onView(pan: Position, zoom: number): void;
  onLink(id: string): void;
  onNothing(): void;
}

const WIDEST_ZOOM = 2.5;
const LEAST_ZOOM = 0.1;
const MARGIN = 60;
/** Of a node with more links the names of its ports would lie on each other. */
const MOST_NAMED = 3;
/** How far lines between the same two nodes stand apart. */
const APART = 40;

const ORIGIN: Position = { x: 0, y: 0 };

/** Colours are those of the skin: read anew for each drawing. */
function looksOf(element: Element): StylesheetJson {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return [
    { selector: 'node', style: { width: NODE.width, height: NODE.height, shape: 'rectangle', opacity: 0 } },
    {
      selector: 'edge',
      style: {
        ...{ width: 2, 'line-color': colour('--ink-off'), 'curve-style': 'unbundled-bezier', 'control-point-distances': 'data(bow)' },
        ...{
          'source-text-offset': 52,
          'target-text-offset': 52,
          'control-point-weights': 0.5,
          color: colour('--ink-2'),
          'font-size': 11,
          'font-family': style.fontFamily,
        },
        ...{ 'text-background-color': colour('--field'), 'text-background-opacity': 1, 'text-background-padding': '2px' },
      },
    },
    {
      selector: 'edge.ports',
      style: { 'source-label': 'data(aPort)', 'target-label': 'data(bPort)' },
    },
    { selector: 'edge[note]', style: { label: 'data(note)' } },
    { selector: 'edge.wide', style: { width: 4 } },
    { selector: 'edge.widest', style: { width: 7 } },
    { selector: 'edge.busy', style: { 'line-color': colour('--sev-major') } },
    { selector: 'edge.down', style: { width: 5, 'line-style': 'dashed', 'line-color': colour('--ink-3') } },
    { selector: 'edge.unheard', style: { 'line-style': 'dashed', 'line-color': colour('--ink-off') } },
    { selector: 'edge.lost', style: { 'line-style': 'dashed', 'line-color': colour('--line-strong') } },
    { selector: 'edge.doubtful', style: { 'line-style': 'dotted', 'line-color': colour('--ink-3') } },
    { selector: 'edge.way', style: { width: 5, 'line-color': colour('--ink'), 'z-index': 1 } },
    {
      selector: 'edge.chosen',
      style: { width: 4, 'line-color': colour('--ink'), 'source-label': 'data(aFull)', 'target-label': 'data(bFull)', 'z-index': 1 },
    },
  ];
}

/** Draws on an element. It takes what is under the pointer there, but for what the page lays above it. */
export function createCanvas(element: HTMLElement, handlers: Handlers): Canvas {
  const cy: Core = cytoscape({
    container: element,
    style: looksOf(element),
    minZoom: LEAST_ZOOM,
    maxZoom: WIDEST_ZOOM,
    boxSelectionEnabled: false,
    autounselectify: true,
    autoungrabify: true,
  });
  const tell = (): void => handlers.onView(cy.pan(), cy.zoom());
  cy.on('viewport resize', tell);
  // Until somebody moves it, the map stays in sight as a whole, whatever becomes of the window.
  let isMoved = false;
  cy.on('dragpan scrollzoom pinchzoom', () => {
    isMoved = true;
  });
  cy.on('tap', 'edge', ({ target }) => handlers.onLink(String(target.id())));
  cy.on('tap', ({ target }) => {
    if (target === cy) handlers.onNothing();
  });
  let shown: string | null = null;

  function showAll(): void {
    // Its own notion of the size comes late.
    cy.resize();
    cy.fit(undefined, MARGIN);
    // A few devices are not made as large as the page.
    if (cy.zoom() > 1) {
      cy.zoom(1);
      cy.center();
    }
    tell();
  }

  const watching = new ResizeObserver(() => {
    if (isMoved) cy.resize();
    else showAll();
  });
  watching.observe(element);

  return {
    draw: ({ nodes, places, links, stateOf, noteOf, looksOf: furtherLooks, hasPorts, of: subject }) => {
      const beside = parallels(links);
      const degrees = new Map<string, number>();
      for (const { a, b } of links) for (const key of [a.node, b.node]) degrees.set(key, (degrees.get(key) ?? 0) + 1);
      const named = (end: NetworkLink['a']): string => ((degrees.get(end.node) ?? 0) <= MOST_NAMED ? end.port : '');
      cy.batch(() => {
        cy.style(looksOf(element));
        cy.elements().remove();
        cy.add(nodes.map((id) => ({ group: 'nodes' as const, data: { id }, position: { x: 0, y: 0, ...places.get(id) } })));
        cy.add(
          links.map((link) => {
            const { place, of } = beside.get(link.id) ?? { place: 0, of: 1 };
            const [source, target] = [link.a.node, link.b.node];
            // From the lesser end, whichever the link begins with: else lines beside each other would lie on each other.
            const side = source < target ? 1 : -1;
            const bow = side * (place - (of - 1) / 2) * APART;
            const full = { aFull: link.a.port, bFull: link.b.port };
            const note = noteOf(link, places.get(source) ?? ORIGIN, places.get(target) ?? ORIGIN);
            const data = {
              ...(note !== '' && { note }),
              id: link.id,
              source,
              target,
              bow,
              aPort: named(link.a),
              bPort: named(link.b),
              ...full,
            };
            return { group: 'edges' as const, data, classes: [...furtherLooks(link), stateOf(link), ...(hasPorts ? ['ports'] : [])] };
          }),
        );
      });
      if (shown !== subject && nodes.length > 0) {
        shown = subject;
        isMoved = false;
        showAll();
      }
    },
    select: (link) => {
      cy.edges().removeClass('chosen');
      if (link !== null) cy.getElementById(link).addClass('chosen');
    },
    move: (node, to) => {
      cy.getElementById(node).position(to);
    },
    scale: () => cy.zoom(),
    places: () => new Map(cy.nodes().map((node) => [String(node.id()), { ...node.position() }])),
    showAll: () => {
      isMoved = false;
      showAll();
    },
    zoom: (factor) => {
      isMoved = true;
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    },
    destroy: () => {
      watching.disconnect();
      cy.destroy();
    },
  };
}
