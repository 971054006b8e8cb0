import type { Desktop, StationState } from '../../../shared/contracts/desktop.ts';
import { zhCN } from '../texts/zhCN.ts';

const texts = zhCN.local;
const { desktop } = window as unknown as { readonly desktop: Desktop };

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the local page has no #${id}`);
  return found;
}

// The Swedish form is the one of ISO 8601: 2026-11-24 18:12:48.
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

function facts(state: StationState, now: number): readonly (readonly [string, string])[] {
  const elapsed = texts.elapsed(Math.max(0, Math.floor((now - state.since) / 1000)));
  return [
    [texts.facts.address, state.address],
    [texts.facts.since, `${clock.format(state.since)}（${texts.timeZone}，${elapsed}）`],
    ...(state.attempts > 0 ? [[texts.facts.attempts, texts.attempt(state.attempts)] as const] : []),
    [texts.facts.detail, state.detail || texts.noDetail],
  ];
}

function entry([term, value]: readonly [string, string]): HTMLElement[] {
  const dt = document.createElement('dt');
  const dd = document.createElement('dd');
  dt.textContent = term;
  dd.textContent = value;
  return [dt, dd];
}

function show(state: StationState): void {
  document.body.dataset.state = state.state;
  // Rewriting the same heading would make a screen reader say it again every second.
  if (element('heading').textContent !== texts.heading[state.state]) element('heading').textContent = texts.heading[state.state];
  element('advice').textContent = texts.advice[state.state];
  element('facts').replaceChildren(...facts(state, Date.now()).flatMap(entry));
}

function button(name: keyof typeof texts.actions): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = texts.actions[name];
  made.addEventListener('click', () => {
    element('problem').textContent = '';
    desktop[name]().catch(() => {
      element('problem').textContent = texts.actionRefused;
    });
  });
  return made;
}

function begin(): void {
  document.title = texts.title;
  document.documentElement.dataset.skin = new URLSearchParams(location.search).get('skin') === 'wall' ? 'wall' : 'desk';
  element('actions').replaceChildren(button('retry'), button('showDataFolder'), button('quit'));
  let current: StationState | undefined;
  const update = (state: StationState) => {
    current = state;
    show(state);
  };
  desktop.onStationState(update);
  void desktop.stationState().then(update);
  setInterval(() => current && show(current), 1000);
}

begin();
