/** Open cases of a child, each a button that opens it. */
import { useEffect, useState } from 'react';
import { get } from '../api';
import { useTexts } from '../texts';
import type { KnownChild } from '../wire';

type OpenCaseRef = NonNullable<KnownChild['openCase']>;

interface OpenCaseLinksProps {
  cases: readonly OpenCaseRef[];
  onOpen: (caseId: string) => void;
}

export const OpenCaseLinks = ({ cases, onOpen }: OpenCaseLinksProps) => {
  const t = useTexts();
  return cases.length === 0
    ? t.none
    : cases.map(({ caseId, caseNo }) => (
        <button key={caseId} type="button" className="link number" onClick={() => onOpen(caseId)}>
          {caseNo}
        </button>
      ));
};

interface OtherCasesProps {
  childId: string;
  /** that is on screen */
  caseId: string;
  onOpen: (caseId: string) => void;
}

/** The other open cases of a case's child, under whichever record they were opened. */
export const OtherCases = ({ childId, caseId, onOpen }: OtherCasesProps) => {
  const t = useTexts();
  const [cases, setCases] = useState<readonly OpenCaseRef[]>([]);
  useEffect(() => {
    // a case is read without it while intake does not answer
    get<{ items: OpenCaseRef[] }>(`/api/intake/children/${childId}/open-cases`).then(
      ({ items }) => setCases(items),
      () => setCases([]),
    );
  }, [childId, caseId]);
  const others = cases.filter((one) => one.caseId !== caseId);
  if (others.length === 0) return null;
  return (
    <p className="other-cases" role="status" data-testid="other-cases">
      {t.pairs.sameChildOpen} <OpenCaseLinks cases={others} onOpen={onOpen} />
    </p>
  );
};
