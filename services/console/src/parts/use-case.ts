/** One case, whole. Acts are paths below `/api/coordination/`: `cases/{id}/actions/close`, `referrals/{id}/...`. */
import type { CaseDetail } from '../wire';
import { useOnRecord } from './use-on-record';
import type { Act, OnRecord } from './use-on-record';

export type CaseAct = Act;
export type OpenCase = OnRecord<CaseDetail>;

export const useCase = (id: string, onChanged: () => void): OpenCase => {
  const open = useOnRecord<CaseDetail>(`/api/coordination/cases/${id}?purpose=coordination`, onChanged);
  return { ...open, act: ({ path, body }) => open.act({ path: `/api/coordination/${path}`, body }) };
};
