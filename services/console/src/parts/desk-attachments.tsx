/** Files beside the reports of a desk's case that the office shows it: listed when asked for, since it is on record. */
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { get, getFile } from '../api';
import { useTexts } from '../texts';
import { AttachmentsOnDemand } from './attachments-on-demand';
import { countyTime } from './due';
import { ListTable } from './list-table';
import { save } from './use-attachments';
import { useNow } from './use-now';
import { useRunning } from './use-running';

interface DeskAttachment {
  attachmentId: string;
  name: string;
  sizeBytes: number;
  addedAt: string;
}

const FileList = ({ caseId }: { caseId: string }) => {
  const t = useTexts();
  const now = useNow();
  const path = `/api/intake/cases/${caseId}/attachments`;
  const [items, setItems] = useState<readonly DeskAttachment[]>();
  const { refused, busy, run } = useRunning();
  useEffect(
    () => void run(async () => setItems((await get<{ items: DeskAttachment[] }>(path)).items)),
    [path],
  );
  const open = ({ attachmentId, name }: DeskAttachment) =>
    void run(async () => save(await getFile(`${path}/${attachmentId}`, 'handling'), name));
  const { attachments: words } = t;
  const { name: file, size, at } = words.columns;
  return (
    <section className="attachments" aria-label={words.title} data-testid="attachment-list">
      {refused && <Alert type="error" role="alert" showIcon title={refused} />}
      {items?.length === 0 && <p>{words.noneAtDesk}</p>}
      {items !== undefined && items.length > 0 && (
        <ListTable label={words.title} columns={[file, size, at, t.actions]}>
          {items.map((item) => (
            <tr key={item.attachmentId} data-testid="attachment">
              <td>{item.name}</td>
              <td>{words.kilobytes.replace('{n}', String(Math.ceil(item.sizeBytes / 1_000)))}</td>
              <td>{countyTime(item.addedAt, now, t)}</td>
              <td>
                <Button
                  size="small"
                  disabled={busy}
                  aria-label={`${words.open} ${item.name}`}
                  onClick={() => open(item)}
                >
                  {words.open}
                </Button>
              </td>
            </tr>
          ))}
        </ListTable>
      )}
    </section>
  );
};

export const DeskAttachments = ({ caseId }: { caseId: string }) => (
  <section>
    <AttachmentsOnDemand>
      <FileList caseId={caseId} />
    </AttachmentsOnDemand>
  </section>
);
