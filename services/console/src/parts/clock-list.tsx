/** Deadlines, the nearest first; beyond the first few on demand. */
import { useTexts } from '../texts';
import type { Clock } from '../wire';
import { countyTime, pressure, timeLeft } from './due';
import { useNow } from './use-now';

const shownAtOnce = 4;

const ClockRow = ({ clock, now }: { clock: Clock; now: number }) => {
  const t = useTexts();
  const { what, dueAt, dueInstant, basis } = clock;
  return (
    <li>
      <span className={`left ${pressure(dueInstant, now)}`}>{timeLeft(dueInstant, now, t)}</span>
      <span>
        {what} <small title={basis}>{basis}</small>
      </span>
      <time dateTime={dueInstant}>{countyTime(dueAt, now, t)}</time>
    </li>
  );
};

export const ClockList = ({ clocks }: { clocks: readonly Clock[] }) => {
  const t = useTexts();
  const now = useNow();
  const sorted = [...clocks].sort((a, b) => a.dueInstant.localeCompare(b.dueInstant));
  const rows = (some: readonly Clock[]) =>
    some.map((clock) => (
      <ClockRow key={`${clock.code} ${clock.what} ${clock.dueInstant}`} clock={clock} now={now} />
    ));
  const later = sorted.slice(shownAtOnce);
  if (sorted.length === 0) return <p className="quiet">{t.none}</p>;
  return (
    <>
      <ul className="clocks">{rows(sorted.slice(0, shownAtOnce))}</ul>
      {later.length > 0 && (
        <details>
          <summary>
            {t.moreClocks} {later.length}
          </summary>
          <ul className="clocks">{rows(later)}</ul>
        </details>
      )}
    </>
  );
};
