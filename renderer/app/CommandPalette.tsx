import { useNavigate } from '@tanstack/react-router';
import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/Icon/Icon.tsx';
import { Kbd } from '../components/Kbd/Kbd.tsx';
import { activeBindings, isComposing, keyCap, useKeys } from '../lib/keys.ts';
import styles from './CommandPalette.module.css';
import { findEntries } from './palette.ts';
import { type PaletteAction, usePaletteEntries } from './usePaletteEntries.tsx';

/** Commands of this page, places, alarms and resources behind one box. The header stays free above it. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['shell', 'common']);
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [bindings] = useState(activeBindings);
  const panel = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const entries = usePaletteEntries(bindings, navigate);
  const found = findEntries(entries, text);
  const chosen = Math.min(at, Math.max(found.length - 1, 0));
  useKeys([{ id: 'palette.close', keys: 'Escape', title: t('common:action.close'), group: '', inText: true, run: onClose }], 'modal');
  useDismiss(panel, onClose);

  function run(entry: PaletteAction | undefined): void {
    if (entry === undefined || entry.reason) return;
    onClose();
    entry.run();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt(Math.min(Math.max(chosen + step, 0), found.length - 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[chosen]);
    }
  }
  return (
    <div ref={panel} className={styles.palette} role="dialog" aria-label={t('shell:palette.label')}>
      <div className={styles.search}>
        <Icon name="search" />
        <input
          // biome-ignore lint/a11y/noAutofocus: a person just opened this box to type in it
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
          aria-label={t('shell:palette.label')}
          placeholder={t('shell:palette.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
        />
        <Kbd>Esc</Kbd>
      </div>
      <div className={styles.list} id={`${id}-list`} role="listbox" aria-label={t('shell:palette.label')}>
        {found.map((entry, index) => (
          <Fragment key={entry.id}>
            {found[index - 1]?.group !== entry.group && <PaletteGroup name={entry.group} />}
            <PaletteLine
              entry={entry}
              id={`${id}-${index}`}
              isChosen={index === chosen}
              onPoint={() => setAt(index)}
              onRun={() => run(entry)}
            />
          </Fragment>
        ))}
        {found.length === 0 && <p className={styles.none}>{t('shell:palette.none', { text })}</p>}
      </div>
      <div className={styles.foot}>
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd> {t('shell:palette.choose')} <Kbd>Enter</Kbd> {t('shell:palette.run')}
        <span className={styles.note}>{t('shell:palette.note')}</span>
      </div>
    </div>
  );
}

function PaletteGroup({ name }: { readonly name: string }) {
  return (
    <div className={styles.group} role="presentation">
      {name}
    </div>
  );
}

interface LineProps {
  readonly entry: PaletteAction;
  readonly id: string;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function PaletteLine({ entry, id, isChosen, onPoint, onRun }: LineProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox that owns the list
    <div
      ref={line}
      id={id}
      className={styles.line}
      role="option"
      aria-selected={isChosen}
      aria-disabled={entry.reason ? true : undefined}
      tabIndex={-1}
      onPointerMove={onPoint}
      onClick={onRun}
    >
      <span className={styles.icon}>{entry.mark}</span>
      <span className="ellipsis">{entry.title}</span>
      <span className={styles.detail}>{entry.reason ?? entry.detail}</span>
      {entry.keys !== undefined && <Kbd>{keyCap(entry.keys)}</Kbd>}
    </div>
  );
}

function useDismiss(panel: React.RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const opener = document.activeElement;
    const onPress = (event: PointerEvent): void => {
      if (event.target instanceof Node && !panel.current?.contains(event.target)) onClose();
    };
    window.addEventListener('pointerdown', onPress);
    return () => {
      window.removeEventListener('pointerdown', onPress);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [panel, onClose]);
}
