/** What was not finished, above the empty form; whoever starts to type takes another call. */
import { Alert, Button } from 'antd';
import { serverNow } from '../api';
import type { KeptReport } from '../kept-report';
import { useTexts } from '../texts';
import { countyTime } from './due';
import { useDraftOffers } from './use-draft-offers';

interface DraftOffersProps {
  isFree: boolean;
  onResumed: (kept: KeptReport) => void;
}

/** Of the newest. */
export const resumeId = 'resume-draft';

export const DraftOffers = ({ isFree, onResumed }: DraftOffersProps) => {
  const t = useTexts();
  const { items, failed, resume, discard } = useDraftOffers(isFree, onResumed);
  if (items.length === 0) return null;
  return (
    <section className="draft-offers" aria-labelledby="draft-offers">
      <h3 id="draft-offers">{t.drafts.title}</h3>
      {failed && <Alert type="error" role="alert" showIcon title={t.drafts.failed} />}
      <ul>
        {items.map(({ draftId, savedAt }, index) => {
          const when = t.drafts.savedAt.replace('{time}', countyTime(savedAt, serverNow(), t));
          return (
            <li key={draftId} data-testid="draft">
              <span id={`draft-${draftId}`}>{when}</span>
              <Button
                size="small"
                id={index === 0 ? resumeId : undefined}
                aria-describedby={`draft-${draftId}`}
                onClick={() => resume(draftId)}
              >
                {t.drafts.resume} {index === 0 && <kbd>Alt+R</kbd>}
              </Button>
              <Button size="small" aria-describedby={`draft-${draftId}`} onClick={() => discard(draftId)}>
                {t.drafts.discard}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
