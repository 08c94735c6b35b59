/**
 * The call desk: what was said, by whom, about which child; beside it where it would go and why, before it is sent.
 * All by keyboard; a key that an input method is composing is never a shortcut; a draft survives a reload of the page.
 */
import { Alert, Button, Card, Checkbox, Input, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { post, Refused } from '../api';
import type { Accepted, Account, FieldError } from '../api';
import { ChildFields } from '../parts/child-fields';
import { Field } from '../parts/field';
import { PreviewPane } from '../parts/preview-pane';
import { usePreview } from '../parts/use-preview';
import { channels, emptyDraft, newChild, reportBody } from '../report-draft';
import type { ChildDraft, ReportDraft } from '../report-draft';
import { useTexts } from '../texts';

const draftKey = (account: Account): string => `draft:${account.name}`;

const storedDraft = (account: Account): ReportDraft => {
  const text = sessionStorage.getItem(draftKey(account));
  return text === null ? emptyDraft() : (JSON.parse(text) as ReportDraft);
};

const wrongAt = (errors: readonly FieldError[], field: string): string | undefined =>
  errors.find((error) => error.field === field)?.message;

interface Failure {
  title: string;
  errors: readonly FieldError[];
}

const Receipt = ({ accepted, onNext }: { accepted: Accepted; onNext: () => void }) => {
  const t = useTexts();
  return (
    <main className="page">
      <Card>
        <h2>{t.accepted}</h2>
        <div>{t.receiptSay}</div>
        <div className="receipt" data-testid="receipt">
          {accepted.receiptNo}
        </div>
        <Button type="primary" autoFocus onClick={onNext}>
          {t.newReport}
        </Button>
      </Card>
    </main>
  );
};

/** The same key for every try of the same draft: pressing again after a lost answer can make no second report. */
const useIdempotencyKey = () => {
  const key = useRef(crypto.randomUUID());
  return { current: () => key.current, renew: () => (key.current = crypto.randomUUID()) };
};

export const HotlinePage = ({ account }: { account: Account }) => {
  const t = useTexts();
  const [draft, setDraft] = useState<ReportDraft>(() => storedDraft(account));
  const [accepted, setAccepted] = useState<Accepted>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const key = useIdempotencyKey();
  const preview = usePreview(draft);
  const errors = failure?.errors ?? [];

  useEffect(() => sessionStorage.setItem(draftKey(account), JSON.stringify(draft)), [account, draft]);

  const change = (part: Partial<ReportDraft>) => setDraft((before) => ({ ...before, ...part }));
  const changeChild = (index: number, part: Partial<ChildDraft>) =>
    change({ children: draft.children.map((child, i) => (i === index ? { ...child, ...part } : child)) });

  const submit = async () => {
    if (busy || draft.narrative.trim() === '') return;
    setBusy(true);
    try {
      const answer = await post<Accepted>('/api/intake/reports', reportBody(draft), {
        'idempotency-key': key.current(),
      });
      setFailure(undefined);
      setAccepted(answer);
      sessionStorage.removeItem(draftKey(account));
    } catch (error) {
      setFailure(
        error instanceof Refused
          ? { title: error.message, errors: error.errors }
          : { title: t.retrying, errors: [] },
      );
    } finally {
      setBusy(false);
    }
  };

  const next = () => {
    key.renew();
    setDraft(emptyDraft());
    setAccepted(undefined);
  };

  const onKey = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.ctrlKey && event.key === 'Enter') void submit();
    if (event.altKey && event.key.toLowerCase() === 'n') {
      event.preventDefault();
      change({ children: [...draft.children, newChild()] });
    }
  };

  if (accepted) return <Receipt accepted={accepted} onNext={next} />;
  return (
    <main className="page" onKeyDown={onKey}>
      <div className="desk">
        <Card>
          <Field id="narrative" label={t.narrative} wrong={wrongAt(errors, 'narrative')}>
            <Input.TextArea
              id="narrative"
              autoFocus
              autoSize={{ minRows: 6, maxRows: 14 }}
              placeholder={t.narrativeHint}
              value={draft.narrative}
              onChange={(e) => change({ narrative: e.target.value })}
            />
          </Field>
          <h3>{t.channel}</h3>
          <Radio.Group
            aria-label={t.channel}
            options={channels}
            value={draft.channel}
            onChange={(e) => change({ channel: String(e.target.value) })}
          />
          <h3>{t.reporter}</h3>
          <div className="three">
            <Field id="reporter-kind" label={t.reporterKind} wrong={wrongAt(errors, 'reporter.kindText')}>
              <Input
                id="reporter-kind"
                value={draft.kindText}
                onChange={(e) => change({ kindText: e.target.value })}
              />
            </Field>
            <Field id="reporter-name" label={t.reporterName} wrong={wrongAt(errors, 'reporter.name')}>
              <Input
                id="reporter-name"
                value={draft.name}
                onChange={(e) => change({ name: e.target.value })}
              />
            </Field>
            <Field id="reporter-phone" label={t.phone} wrong={wrongAt(errors, 'reporter.phone')}>
              <Input
                id="reporter-phone"
                value={draft.phone}
                onChange={(e) => change({ phone: e.target.value })}
              />
            </Field>
          </div>
          <Checkbox checked={draft.confidential} onChange={(e) => change({ confidential: e.target.checked })}>
            {t.confidential}
          </Checkbox>
          {draft.children.map((child, index) => (
            <ChildFields
              key={child.key}
              index={index}
              child={child}
              errors={errors}
              onChange={(part) => changeChild(index, part)}
              onRemove={() => change({ children: draft.children.filter((_, i) => i !== index) })}
            />
          ))}
          <div style={{ display: 'flex', gap: 8, marginTop: 14 }}>
            <Button
              type="primary"
              loading={busy}
              disabled={draft.narrative.trim() === ''}
              onClick={() => void submit()}
            >
              {t.submit}
            </Button>
            <Button onClick={() => change({ children: [...draft.children, newChild()] })}>
              {t.addChild}
            </Button>
          </div>
          {failure && (
            <Alert
              style={{ marginTop: 12 }}
              type="error"
              role="alert"
              title={`${t.failed}: ${failure.title}`}
            />
          )}
          <p className="keys">{t.keysHotline}</p>
        </Card>
        <PreviewPane
          preview={preview}
          onSameChild={(index, childId) => changeChild(index, { knownChildId: childId })}
        />
      </div>
    </main>
  );
};
