/**
 * One report on its way to the county that it belongs to. Guarantee: when the answer was lost and it is tried again,
 * the receipt of the first try is shown, since a report is handed over once.
 */
import { useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { CountyName, HandedOver } from '../wire';

/** Those that have a table here; a page does without while intake does not answer. */
export const useCounties = (): readonly CountyName[] => {
  const [counties, setCounties] = useState<readonly CountyName[]>([]);
  useEffect(() => {
    get<{ items: CountyName[] }>('/api/intake/hand-over-counties').then(
      ({ items }) => setCounties(items),
      () => undefined,
    );
  }, []);
  return counties;
};

export interface HandOverState {
  /** what the other county gave */
  receiptThere: string | undefined;
  failure: string | undefined;
  busy: boolean;
  send: (body: object) => void;
}

const sendOnce = async (reportId: string, receiptNo: string, body: object): Promise<HandedOver> => {
  try {
    return await post<HandedOver>(`/api/intake/reports/${reportId}/actions/hand-over`, body);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'report_handed_over') throw error;
    return get<HandedOver>(`/api/intake/receipts/${receiptNo}`);
  }
};

export const useHandOver = (reportId: string, receiptNo: string): HandOverState => {
  const t = useTexts();
  const [receiptThere, setReceiptThere] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const send = async (body: object): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    await sendOnce(reportId, receiptNo, body).then(
      ({ handedOverTo }) => setReceiptThere(handedOverTo?.receiptNo),
      (error: unknown) => setFailure(error instanceof Refused ? error.message : t.offlineAct),
    );
    setBusy(false);
  };
  return { receiptThere, failure, busy, send: (body) => void send(body) };
};
