/** The list of pairs: who (masked), what agrees, how much that weighs, what is open. */
import { pairStrength } from '../pair-weight';
import { useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import type { ChildPair } from './use-pairs';
import { ListTable } from './list-table';

export const reasonName = (code: string, { matchReasons }: Texts): string =>
  matchReasons[code as keyof typeof matchReasons] ?? code;

interface PairTableProps {
  items: readonly ChildPair[];
  onOpen: (pair: ChildPair) => void;
}

export const PairTable = ({ items, onOpen }: PairTableProps) => {
  const t = useTexts();
  const { pairs } = t;
  return (
    <ListTable label={pairs.title} columns={[pairs.children, pairs.matched, pairs.weight, pairs.openCases]}>
      {items.map((pair) => (
        <tr
          key={pair.children.map(({ childId }) => childId).join()}
          data-testid="pair"
          onClick={() => onOpen(pair)}
        >
          <td>
            <button type="button" className="link" onClick={() => onOpen(pair)}>
              {pair.children.map(({ display }) => display).join(' ／ ')}
            </button>
          </td>
          <td>{pair.reasons.map(({ code }) => reasonName(code, t)).join(' · ')}</td>
          <td>{pairs.pairStrength[pairStrength(pair.bits)]}</td>
          <td className="number">
            {pair.children
              .map(({ openCases }) => openCases.map(({ caseNo }) => caseNo).join(' ') || t.none)
              .join(' ／ ')}
          </td>
        </tr>
      ))}
    </ListTable>
  );
};
