/** Unfinished reports that the server keeps of this account: to continue here, or to throw away. */
import { useEffect, useState } from 'react';
import { get, remove } from '../api';
import { draftFrom } from '../kept-report';
import type { DraftLine, KeptReport, OpenedDraft } from '../kept-report';

interface DraftOffers {
  items: readonly DraftLine[];
  failed: boolean;
  resume: (draftId: string) => void;
  discard: (draftId: string) => void;
}

const resumed = ({ draftId, version, content }: OpenedDraft): KeptReport => ({
  draft: draftFrom(content),
  key: draftId,
  version,
  unsaved: false,
});

/** @param isFree nothing is on screen that a draft would displace: then is asked what there is */
export const useDraftOffers = (isFree: boolean, onResumed: (kept: KeptReport) => void): DraftOffers => {
  const [items, setItems] = useState<readonly DraftLine[]>([]);
  const [failed, setFailed] = useState(false);
  const without = (draftId: string) =>
    setItems((before) => before.filter((item) => item.draftId !== draftId));
  useEffect(() => {
    // a desk does without while intake does not answer
    if (isFree)
      get<{ items: DraftLine[] }>('/api/intake/drafts').then(
        (found) => setItems(found.items),
        () => undefined,
      );
  }, [isFree]);
  const attempt = (work: Promise<unknown>): void => {
    setFailed(false);
    work.catch(() => setFailed(true));
  };
  return {
    items: isFree ? items : [],
    failed,
    resume: (draftId) =>
      attempt(get<OpenedDraft>(`/api/intake/drafts/${draftId}`).then((opened) => onResumed(resumed(opened)))),
    discard: (draftId) => attempt(remove(`/api/intake/drafts/${draftId}`).then(() => without(draftId))),
  };
};
