/** Two records side by side, what is equal and what is not marked in words and not by colour alone. */
import { useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import { countyTime } from './due';
import { OpenCaseLinks } from './open-case-links';
import { useNow } from './use-now';
import type { ComparedChild, ComparedPair } from './use-pairs';

type FieldName = keyof Texts['pairs']['fields'];

const said = ({ identity }: ComparedChild, name: FieldName, t: Texts): string => {
  const value = identity[name];
  if (value === undefined || value === '') return '';
  if (name === 'sex') return { male: t.male, female: t.female }[String(value)] ?? '';
  return Array.isArray(value) ? value.join('、') : String(value);
};

const markOf = (one: string, other: string): '=' | '≠' | '' => {
  if (one === '' || other === '') return '';
  return one === other ? '=' : '≠';
};

const Reports = ({ child }: { child: ComparedChild }) => {
  const t = useTexts();
  const now = useNow();
  return (
    <ul className="plain">
      {child.reports.map(({ reportId, receiptNo, receivedAt }) => (
        <li key={reportId}>
          <span className="number">{receiptNo}</span> <small>{countyTime(receivedAt, now, t)}</small>
        </li>
      ))}
    </ul>
  );
};

interface PairRecordsProps {
  pair: ComparedPair;
  onOpenCase: (caseId: string) => void;
}

export const PairRecords = ({ pair, onOpenCase }: PairRecordsProps) => {
  const t = useTexts();
  const { pairs } = t;
  const [one, other] = pair.children;
  const names = (Object.keys(pairs.fields) as FieldName[]).filter(
    (name) => said(one, name, t) !== '' || said(other, name, t) !== '',
  );
  const wholeRows: [string, (child: ComparedChild) => React.ReactNode][] = [
    [pairs.reports, (child) => <Reports child={child} />],
    [pairs.openCases, (child) => <OpenCaseLinks cases={child.openCases} onOpen={onOpenCase} />],
  ];
  return (
    <div className="table-frame">
      <table className="queue beside" data-testid="records" aria-label={pairs.children}>
        <thead>
          <tr>
            <th scope="col">{pairs.field}</th>
            <th scope="col">{`${pairs.record} 1`}</th>
            <th scope="col">{`${pairs.record} 2`}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const [left, right] = [said(one, name, t), said(other, name, t)];
            const mark = markOf(left, right);
            return (
              <tr key={name} className={mark === '≠' ? 'differs' : ''}>
                <th scope="row">{pairs.fields[name]}</th>
                <td>{left}</td>
                <td>
                  {right} {mark && <b className="mark">{mark}</b>}
                </td>
              </tr>
            );
          })}
          {wholeRows.map(([name, shown]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{shown(one)}</td>
              <td>{shown(other)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
