/** Asks for the route while the operator types: after a pause, the latest answer wins, an older one is dropped. */
import { useEffect, useState } from 'react';
import { post } from '../api';
import type { Preview } from '../api';
import { reportBody } from '../report-draft';
import type { ReportDraft } from '../report-draft';

/** Long enough not to ask for each character, short enough to be there before she looks up. */
const pauseMs = 350;
/** Fewer characters say nothing worth routing. */
const minimumLength = 8;

export const usePreview = (draft: ReportDraft): Preview | undefined => {
  const [preview, setPreview] = useState<Preview>();
  useEffect(() => {
    if (draft.narrative.trim().length < minimumLength) return setPreview(undefined);
    let current = true;
    const timer = setTimeout(() => {
      post<Preview>('/api/intake/route-previews', reportBody(draft)).then(
        (answer) => current && setPreview(answer),
        // a half-typed ID number is refused; the last good preview stays
        () => undefined,
      );
    }, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [draft]);
  return preview;
};
