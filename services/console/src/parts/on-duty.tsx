/** Who of this desk's agency is on duty now, by account name; nothing while the directory does not answer. */
import { useEffect, useState } from 'react';
import { get } from '../api';
import { useTexts } from '../texts';

interface OnDutyNow {
  duty: string[];
  deputy: string[];
}

/** Shifts change by the hour. */
const askAgainMs = 60_000;

export const OnDuty = ({ agency }: { agency: string }) => {
  const t = useTexts();
  const [now, setNow] = useState<OnDutyNow>();
  useEffect(() => {
    const ask = () =>
      void get<OnDutyNow>(`/api/directory/on-duty?agency=${encodeURIComponent(agency)}`).then(setNow, () =>
        setNow(undefined),
      );
    ask();
    const timer = setInterval(ask, askAgainMs);
    return () => clearInterval(timer);
  }, [agency]);
  if (!now) return null;
  return (
    <span className="quiet" data-testid="on-duty">
      {t.duty.duty}: {now.duty.join('、') || t.duty.nobody}
      {now.deputy.length > 0 && ` · ${t.duty.deputy}: ${now.deputy.join('、')}`}
    </span>
  );
};
