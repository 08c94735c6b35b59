/** Files beside a report: shown when asked for, since every look is on record. */
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { roleName, useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import { ActForm } from './act-form';
import { AttachmentsOnDemand } from './attachments-on-demand';
import { countyTime } from './due';
import { ListTable } from './list-table';
import { ShareForm } from './share-form';
import { useAttachments } from './use-attachments';
import type { Attachment, Attachments as Files } from './use-attachments';
import { useNow } from './use-now';

interface RowProps extends Pick<Files, 'busy' | 'open' | 'keepBack'> {
  file: Attachment;
  onWithhold: () => void;
  onShare: () => void;
}

const stateOf = ({ withheld, desks }: Attachment, t: Texts): string => {
  const { attachments: words } = t;
  if (withheld) return words.withheld.replace('{reason}', withheld.reason);
  if (!desks) return words.kept;
  const names = desks.roles.map((role) => roleName(role, t)).join('、');
  return names === '' ? words.sharedWithAll : words.sharedWith.replace('{roles}', names);
};

const Row = ({ file, busy, open, keepBack, onWithhold, onShare }: RowProps) => {
  const t = useTexts();
  const now = useNow();
  const { attachments: words } = t;
  const { name, sizeBytes, addedBy, addedAt, withheld, desks } = file;
  const acts: [string, () => void][] = [
    [words.open, () => open(file)],
    desks ? [words.keepBack, () => keepBack(file)] : [words.share, onShare],
    [words.withhold, onWithhold],
  ];
  return (
    <tr data-testid="attachment">
      <td>{name}</td>
      <td>{words.kilobytes.replace('{n}', String(Math.ceil(sizeBytes / 1_000)))}</td>
      <td>{addedBy}</td>
      <td>{countyTime(addedAt, now, t)}</td>
      <td>{stateOf(file, t)}</td>
      <td>
        {!withheld &&
          acts.map(([word, act]) => (
            <Button key={word} size="small" disabled={busy} aria-label={`${word} ${name}`} onClick={act}>
              {word}
            </Button>
          ))}
      </td>
    </tr>
  );
};

const FileInput = ({ busy, add }: Pick<Files, 'busy' | 'add'>) => {
  const t = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t.attachments.add}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) add(file);
          // the same file may be chosen again
          target.value = '';
        }}
      />
      <Button loading={busy} onClick={() => input.current?.click()}>
        {t.attachments.add}
      </Button>
    </>
  );
};

const FileList = ({ reportId }: { reportId: string }) => {
  const t = useTexts();
  const files = useAttachments(reportId);
  const [leaving, setLeaving] = useState<Attachment>();
  const [reason, setReason] = useState('');
  const [sharing, setSharing] = useState<Attachment>();
  const { attachments: words } = t;
  const { name, size, by, at, state } = words.columns;
  const leave = () => {
    setLeaving(undefined);
    setReason('');
  };
  return (
    <section className="attachments" aria-label={words.title} data-testid="attachment-list">
      {files.refused && <Alert type="error" role="alert" showIcon title={files.refused} />}
      <p>
        <FileInput {...files} /> <small>{words.hint}</small>
      </p>
      {leaving && (
        <ActForm
          title={`${words.withhold} ${leaving.name}`}
          danger
          busy={files.busy}
          body={reason.trim() === '' ? undefined : () => ({ reason: reason.trim() })}
          note={reason}
          noteLabel={`${t.reason} *`}
          onNote={setReason}
          onSend={() => void files.withhold(leaving, reason.trim()).then((done) => done && leave())}
          onLeave={leave}
        />
      )}
      {sharing && (
        <ShareForm
          name={sharing.name}
          busy={files.busy}
          onSend={(roles) => void files.share(sharing, roles).then((done) => done && setSharing(undefined))}
          onLeave={() => setSharing(undefined)}
        />
      )}
      {files.items?.length === 0 && <p>{words.none}</p>}
      {files.items !== undefined && files.items.length > 0 && (
        <ListTable label={words.title} columns={[name, size, by, at, state, t.actions]}>
          {files.items.map((file) => (
            <Row
              key={file.attachmentId}
              file={file}
              busy={files.busy}
              open={files.open}
              keepBack={files.keepBack}
              onWithhold={() => setLeaving(file)}
              onShare={() => setSharing(file)}
            />
          ))}
        </ListTable>
      )}
    </section>
  );
};

export const Attachments = ({ reportId }: { reportId: string }) => (
  <AttachmentsOnDemand>
    <FileList reportId={reportId} />
  </AttachmentsOnDemand>
);
