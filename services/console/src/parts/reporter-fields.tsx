/** By whom it was said; goes into the vault only. */
import { Checkbox, Input } from 'antd';
import type { ReportDraft } from '../report-draft';
import { useTexts } from '../texts';
import type { FieldError } from '../wire';
import { Field } from './field';

interface ReporterFieldsProps {
  draft: ReportDraft;
  errors: readonly FieldError[];
  onChange: (part: Partial<ReportDraft>) => void;
}

export const ReporterFields = ({ draft, errors, onChange }: ReporterFieldsProps) => {
  const t = useTexts();
  const fields = [
    ['kindText', t.reporterKind],
    ['name', t.reporterName],
    ['phone', t.phone],
  ] as const;
  return (
    <fieldset>
      <legend>
        {t.reporter} <small>{t.reporterHint}</small>
      </legend>
      <div className="row">
        {fields.map(([field, label]) => (
          <Field key={field} name={`reporter.${field}`} label={label} errors={errors}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={draft[field]}
                onChange={(event) => onChange({ [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <div className="checks">
          <Checkbox
            checked={draft.confidential}
            onChange={(event) => onChange({ confidential: event.target.checked })}
          >
            {t.confidential}
          </Checkbox>
          <Checkbox
            checked={draft.anonymous}
            onChange={(event) => onChange({ anonymous: event.target.checked })}
          >
            {t.anonymous}
          </Checkbox>
        </div>
      </div>
    </fieldset>
  );
};
