/** One case: read whole (the reading is audited), acted on with the version that was read. */
import { useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { CaseDetail } from '../wire';

export interface CaseAct {
  /** below `/api/coordination/`: `cases/{id}/actions/close`, `referrals/{id}/actions/waive` */
  path: string;
  body: object;
}

export interface OpenCase {
  item: CaseDetail | undefined;
  notice: { type: 'error' | 'success'; text: string } | undefined;
  busy: boolean;
  /** @returns true when it was done */
  act: (act: CaseAct) => Promise<boolean>;
}

const pathOf = (id: string): string => `/api/coordination/cases/${id}?purpose=coordination`;

export const useCase = (id: string, onChanged: () => void): OpenCase => {
  const t = useTexts();
  const [item, setItem] = useState<CaseDetail>();
  const [notice, setNotice] = useState<OpenCase['notice']>();
  const [busy, setBusy] = useState(false);
  const failed = (error: unknown) =>
    setNotice({ type: 'error', text: error instanceof Refused ? error.message : t.offlineAct });
  useEffect(() => {
    // once per case: every reading is on record
    get<CaseDetail>(pathOf(id)).then(setItem, failed);
  }, [id]);
  const act = async ({ path, body }: CaseAct): Promise<boolean> => {
    if (!item) return false;
    setBusy(true);
    try {
      await post(`/api/coordination/${path}`, body, { 'if-match': `"${item.version}"` });
      setItem(await get<CaseDetail>(pathOf(id)));
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
