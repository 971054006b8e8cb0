import { type Ref, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchInput } from '../../../components/Input/Input.tsx';

const TYPING_PAUSE_MS = 150;

export interface SearchTextProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** The box follows the keys at once, the address a moment later. */
export function SearchText({ text, onChange, ref }: SearchTextProps) {
  const { t } = useTranslation('alarms');
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  if (known !== text) {
    setKnown(text);
    setTyped(text);
  }
  const tell = useEffectEvent(onChange);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => tell(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return (
    <SearchInput ref={ref} label={t('filter.search')} placeholder={t('filter.placeholder')} value={typed} onChange={setTyped} kbd="/" />
  );
}
