/** Shortcuts of a page, wherever the cursor is: letters typed into a field are text, Escape is the page's. */
import { useEffect } from 'react';
import { belongsToControl, shortcutOf } from './keys';

/** @param acts by shortcut, as `m` or `Escape` */
export const useKeys = (acts: Readonly<Record<string, (() => void) | undefined>>): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = acts[shortcutOf(event) ?? ''];
      if (!act || (belongsToControl(event) && event.key !== 'Escape')) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
};
