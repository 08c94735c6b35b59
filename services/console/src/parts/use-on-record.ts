/** One thing whose every reading is on record: read once, acted on with the version that was read, then read again. */
import { useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';

export interface Act {
  path: string;
  body: object;
}

export interface OnRecord<T> {
  item: T | undefined;
  notice: { type: 'error' | 'success'; text: string } | undefined;
  busy: boolean;
  /** @returns true when it was done */
  act: (act: Act) => Promise<boolean>;
}

export const useOnRecord = <T extends { version: number }>(
  path: string,
  onChanged: () => void,
): OnRecord<T> => {
  const t = useTexts();
  const [item, setItem] = useState<T>();
  const [notice, setNotice] = useState<OnRecord<T>['notice']>();
  const [busy, setBusy] = useState(false);
  const failed = (error: unknown) =>
    setNotice({ type: 'error', text: error instanceof Refused ? error.message : t.offlineAct });
  useEffect(() => {
    get<T>(path).then(setItem, failed);
  }, [path]);
  const act = async ({ path: to, body }: Act): Promise<boolean> => {
    if (!item) return false;
    setBusy(true);
    try {
      await post(to, body, { 'if-match': `"${item.version}"` });
      setItem(await get<T>(path));
      setNotice({ type: 'success', text: t.done });
      onChanged();
      return true;
    } catch (error) {
      failed(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { item, notice, busy, act };
};
