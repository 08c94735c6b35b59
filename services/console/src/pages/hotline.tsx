/**
 * The call desk: what was said, by whom, about which child; beside it where it would go and why, before it is sent.
 * All by keyboard; a key that an input method is composing is never a shortcut; a draft survives a reload of the
 * page, and a change of machine.
 */
import { Alert, Button, Radio } from 'antd';
import { useEffect } from 'react';
import { ChildFields } from '../parts/child-fields';
import { chipId } from '../parts/correction-chips';
import { pickerId } from '../parts/correction-picker';
import { DraftOffers, resumeId } from '../parts/draft-offers';
import { altDigitOf, shortcutOf } from '../parts/keys';
import { NarrativeField } from '../parts/narrative-field';
import { PreviewPane } from '../parts/preview-pane';
import { ReporterFields } from '../parts/reporter-fields';
import { useReport } from '../parts/use-report';
import type { ReportState } from '../parts/use-report';
import { fieldId, maxChildren, newChild } from '../report-draft';
import type { ChildDraft } from '../report-draft';
import { channelOptions, useTexts } from '../texts';
import type { Account, FieldError } from '../wire';
import { ReceiptPage } from './receipt';

const focus = (id: string): void => document.getElementById(id)?.focus();

const press = (id: string): void => document.getElementById(id)?.click();

const changeChild = ({ change }: ReportState, index: number, part: Partial<ChildDraft>): void =>
  change(({ children }) => ({
    children: children.map((child, at) => (at === index ? { ...child, ...part } : child)),
  }));

const addChild = ({ draft, change }: ReportState): void => {
  if (draft.children.length === maxChildren) return;
  change({ children: [...draft.children, newChild(crypto.randomUUID())] });
  // the row is there after this paint
  setTimeout(() => focus(fieldId(`children.${draft.children.length}.name`)));
};

const Children = ({ report, errors }: { report: ReportState; errors: readonly FieldError[] }) => {
  const { draft, change } = report;
  const remove = (index: number) => change({ children: draft.children.filter((_, at) => at !== index) });
  return draft.children.map((child, index) => (
    <ChildFields
      key={child.key}
      index={index}
      child={child}
      errors={errors}
      onChange={(part) => changeChild(report, index, part)}
      onRemove={draft.children.length > 1 ? () => remove(index) : undefined}
    />
  ));
};

const Channel = ({ draft, change }: ReportState) => {
  const t = useTexts();
  return (
    <div className="channel">
      <span className="label">{t.channel}</span>
      <Radio.Group
        aria-label={t.channel}
        options={channelOptions(t)}
        value={draft.channel}
        onChange={(event) => change({ channel: String(event.target.value) })}
      />
    </div>
  );
};

const ActionBar = ({ report }: { report: ReportState }) => {
  const t = useTexts();
  const { failure, busy, preview, submit, sign } = report;
  return (
    <div className="actions">
      {failure && <Alert type={failure.type} role="alert" showIcon title={failure.title} />}
      <Button
        type="primary"
        size="large"
        loading={busy}
        disabled={preview.state === 'empty'}
        onClick={submit}
      >
        {t.submit}
      </Button>
      <Button size="large" onClick={() => addChild(report)}>
        {t.addChild}
      </Button>
      <p className="keys">{t.keysHotline}</p>
      <p className="draft-sign" role="status" data-testid="draft-sign" data-sign={sign}>
        {sign && t.drafts.signs[sign]}
      </p>
    </div>
  );
};

export const HotlinePage = ({ account }: { account: Account }) => {
  const report = useReport(account);
  const { draft, preview, receipt, failure, change, submit } = report;
  const errors = [...(failure?.errors ?? []), ...preview.errors];
  const firstWrong = failure?.errors[0]?.field;

  useEffect(() => {
    if (firstWrong) focus(fieldId(firstWrong));
  }, [firstWrong, failure]);

  const onKey = (event: React.KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      'Ctrl+Enter': submit,
      'Alt+n': () => addChild(report),
      'Alt+t': () => focus('narrative'),
      'Alt+r': () => press(resumeId),
      'Alt+g': () => focus(pickerId(0)),
    };
    const digit = altDigitOf(event.nativeEvent);
    const act = digit ? () => press(chipId(digit)) : acts[shortcutOf(event.nativeEvent) ?? ''];
    if (!act) return;
    event.preventDefault();
    act();
  };

  if (receipt) return <ReceiptPage receipt={receipt} onNext={report.next} />;
  return (
    <main className="page" id="main" onKeyDown={onKey}>
      <div className="desk">
        <div className="panel form">
          <DraftOffers isFree={report.isFree} onResumed={report.resume} />
          <NarrativeField
            value={draft.narrative}
            preview={preview.preview}
            previewOf={preview.narrative}
            errors={errors}
            onChange={(narrative) => change({ narrative })}
          />
          <Channel {...report} />
          <Children report={report} errors={errors} />
          <ReporterFields draft={draft} errors={errors} onChange={change} />
          <ActionBar report={report} />
        </div>
        <PreviewPane
          live={preview}
          draft={draft}
          errors={errors}
          onChange={change}
          onSameChild={(index, childId) => changeChild(report, index, { knownChildId: childId })}
          onCorrect={(index, corrections) => changeChild(report, index, { corrections })}
        />
      </div>
    </main>
  );
};
