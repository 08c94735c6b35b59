/** The list on screen as a file: first what for, then the download; the server puts both on record. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts';

interface ExportListProps {
  /** of the file, as `/api/coordination/cases.csv` */
  path: string;
  view: string;
}

export const ExportList = ({ path, view }: ExportListProps) => {
  const { exports: words } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  return (
    <span className="export">
      <Button aria-expanded={isOpen} data-testid="export" onClick={() => setOpen(!isOpen)}>
        {words.title}
      </Button>
      {isOpen && (
        <>
          <select
            aria-label={words.purpose}
            autoFocus
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
          >
            <option value="">{words.choose}</option>
            {Object.entries(words.purposes).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
          {purpose !== '' && (
            <a href={`${path}?view=${view}&purpose=${purpose}`} download data-testid="download">
              {words.download}
            </a>
          )}
          <small>{words.note}</small>
        </>
      )}
    </span>
  );
};
