/**
 * A ledger as a file: choose, dry run with every problem by row and column, start, progress, the rows that did not
 * go in. All by keyboard; the cursor stands on the next step when it becomes possible.
 */
import { Alert, Button } from 'antd';
import { useEffect } from 'react';
import { useImport } from '../parts/use-import';
import type { ImportState } from '../parts/use-import';
import { useTexts } from '../texts';
import type { CheckedFile, ImportCounts, RowProblem } from '../wire';

/** More cannot be read on a screen; the download has all. */
const shownProblems = 500;

const focus = (id: string): void => document.getElementById(id)?.focus();

const heldOf = (counts: ImportCounts): number => counts.hold + counts['hold-duplicate'];

const Counts = ({ rows, counts }: { rows: number; counts: ImportCounts }) => {
  const { ledger } = useTexts();
  const cells = [
    [ledger.rows, rows],
    [ledger.accept, counts.accept],
    [ledger.hold, heldOf(counts)],
    [ledger.reject, counts.reject],
  ] as const;
  return (
    <p className="ledger-counts" data-testid="counts">
      {cells.map(([label, count]) => (
        <span key={label}>
          {label} <b>{count}</b>
        </span>
      ))}
    </p>
  );
};

const ProblemTable = ({ problems }: { problems: readonly RowProblem[] }) => {
  const { ledger, language } = useTexts();
  return (
    <div className="ledger-problems" tabIndex={0} role="region" aria-label={ledger.problems}>
      <table>
        <thead>
          <tr>
            <th scope="col">{ledger.row}</th>
            <th scope="col">{ledger.column}</th>
            <th scope="col">{ledger.reason}</th>
          </tr>
        </thead>
        <tbody>
          {problems.slice(0, shownProblems).map(({ row, column, rule, ...text }) => (
            <tr key={`${row} ${column} ${rule}`} data-testid="problem">
              <td>{row}</td>
              <td>{column}</td>
              <td>{text[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Checked = ({ checked }: { checked: CheckedFile }) => {
  const { ledger } = useTexts();
  const { rows, counts, problems, problemCount, ignoredColumns } = checked;
  const more = ledger.more.replace('{shown}', `${shownProblems}`).replace('{all}', `${problemCount}`);
  return (
    <section aria-live="polite">
      <Counts rows={rows} counts={counts} />
      {ignoredColumns.length > 0 && (
        <p className="quiet">
          {ledger.ignored}: {ignoredColumns.join(' · ')}
        </p>
      )}
      {problemCount > shownProblems && <p className="quiet">{more}</p>}
      {problems.length > 0 ? <ProblemTable problems={problems} /> : <p>{ledger.noProblems}</p>}
    </section>
  );
};

const Running = ({ submitted, progress, choose }: ImportState) => {
  const { ledger } = useTexts();
  const finished = progress?.finishedAt !== null && progress !== undefined;
  useEffect(() => {
    if (finished) focus('ledger-next');
  }, [finished]);
  if (!submitted) return null;
  const notIn = progress ? progress.rowCount - progress.counts.accept : 0;
  return (
    <section>
      {submitted.repeated && <Alert type="info" role="status" showIcon title={ledger.repeated} />}
      <p>
        {ledger.receipt} <b data-testid="receipt">{submitted.receiptNo}</b>
      </p>
      <label htmlFor="ledger-progress">{ledger.progress}</label>{' '}
      <progress id="ledger-progress" max={progress?.rowCount ?? 1} value={progress?.doneCount ?? 0} />{' '}
      {progress && `${progress.doneCount} / ${progress.rowCount}`}
      <p role="status">{finished ? ledger.done : ''}</p>
      {finished && progress && (
        <>
          <Counts rows={progress.rowCount} counts={progress.counts} />
          <div className="ledger-steps">
            {notIn > 0 && (
              <a
                id="ledger-download"
                href={`/api/intake/imports/${submitted.importId}/rejected.csv`}
                download={`${submitted.receiptNo}.csv`}
              >
                {ledger.download}
              </a>
            )}
            <Button id="ledger-next" onClick={() => choose(undefined)}>
              {ledger.another}
            </Button>
          </div>
        </>
      )}
    </section>
  );
};

const Steps = ({ file, busy, checked, choose, check, start }: ImportState) => {
  const { ledger } = useTexts();
  const canStart = checked !== undefined;
  useEffect(() => {
    if (canStart) focus('ledger-start');
  }, [canStart]);
  return (
    <div className="ledger-steps">
      <label htmlFor="ledger-file">{ledger.file}</label>
      <input
        id="ledger-file"
        type="file"
        accept=".csv,.xlsx"
        autoFocus
        disabled={busy}
        onChange={({ target }) => choose(target.files?.[0])}
      />
      <Button id="ledger-check" onClick={check} disabled={!file || busy}>
        {busy ? ledger.checking : ledger.check}
      </Button>
      <Button id="ledger-start" type="primary" onClick={start} disabled={!canStart || busy}>
        {ledger.start}
      </Button>
    </div>
  );
};

export const ImportPage = () => {
  const { ledger } = useTexts();
  const state = useImport();
  const { submitted, failure, checked } = state;
  return (
    <main className="page" id="main">
      <div className="panel ledger">
        <h2>{ledger.title}</h2>
        <p>{ledger.intro}</p>
        <p className="quiet">{ledger.columns}</p>
        {!submitted && <Steps {...state} />}
        {failure && <Alert type="error" role="alert" showIcon title={failure} />}
        {checked && !submitted && <Checked checked={checked} />}
        <Running {...state} />
      </div>
    </main>
  );
};
