/** Beside the form: level, the text that will be sent, and the route of each child. */
import { chipsOf } from '../corrections';
import type { Corrections } from '../corrections';
import type { ReportDraft } from '../report-draft';
import { useTexts } from '../texts';
import type { FieldError } from '../wire';
import { ChildCorrections } from './child-corrections';
import { RiskBar } from './risk-bar';
import { RouteView } from './route-view';
import { StatementBox } from './statement-box';
import { useChoices } from './use-choices';
import type { LivePreview } from './use-preview';

interface PreviewPaneProps {
  live: LivePreview;
  draft: ReportDraft;
  errors: readonly FieldError[];
  onChange: (part: Partial<ReportDraft>) => void;
  onSameChild: (index: number, childId: string) => void;
  onCorrect: (index: number, corrections: Corrections) => void;
}

/** How many chips stand on the page before those of this child. */
const chipsBefore = ({ preview }: LivePreview, { children }: ReportDraft, index: number): number =>
  (preview?.children ?? [])
    .slice(0, index)
    .reduce((count, { suggestion }, at) => count + chipsOf(suggestion, children[at]?.corrections).length, 0);

export const PreviewPane = ({ live, draft, errors, onChange, onSameChild, onCorrect }: PreviewPaneProps) => {
  const t = useTexts();
  const choices = useChoices();
  const { preview, state } = live;
  const titleOf = (index: number): string | undefined =>
    draft.children.length > 1
      ? `${t.child} ${index + 1} ${draft.children[index]?.name ?? ''}`.trim()
      : undefined;
  return (
    <section className="panel preview" aria-label={t.preview}>
      <h2>
        {t.preview}
        <small role="status" data-testid="preview-state" data-state={state}>
          {state === 'asking' && t.previewAsking}
          {state === 'failed' && t.previewFailed}
        </small>
      </h2>
      {!preview && <p className="quiet">{t.previewEmpty}</p>}
      {preview && (
        <>
          <RiskBar previews={preview.children} raised={draft.risk} onRaise={(risk) => onChange({ risk })} />
          <StatementBox
            automatic={preview.statement}
            own={draft.statement}
            errors={errors}
            onChange={(statement) => onChange({ statement })}
          />
          {preview.children.map((child, index) => (
            <RouteView
              key={draft.children[index]?.key ?? index}
              child={child}
              title={titleOf(index)}
              onSame={(childId) => onSameChild(index, childId)}
            >
              <ChildCorrections
                index={index}
                title={titleOf(index)}
                suggestion={child.suggestion}
                corrections={draft.children[index]?.corrections}
                choices={choices}
                firstNumber={chipsBefore(live, draft, index) + 1}
                onChange={(corrections) => onCorrect(index, corrections)}
              />
            </RouteView>
          ))}
        </>
      )}
    </section>
  );
};
