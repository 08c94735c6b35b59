/** The narrative with the words painted that decided, or that will be taken out, as the preview found them. */
import { moveMarks, segmentsOf } from '../marks';
import type { Mark } from '../marks';
import { useTexts } from '../texts';
import type { FieldError, Preview } from '../wire';
import { Field } from './field';

const marksOf = ({ redactions, children }: Preview): Mark[] => [
  ...redactions.map(({ start, end }): Mark => ({ start, end, kind: 'redacted' })),
  ...children.flatMap(({ suggestion }) =>
    suggestion.triggers.map(({ start, end }): Mark => ({ start, end, kind: 'trigger' })),
  ),
];

interface NarrativeFieldProps {
  value: string;
  preview: Preview | undefined;
  /** what the preview was made of; the text may have moved on */
  previewOf: string;
  errors: readonly FieldError[];
  onChange: (narrative: string) => void;
}

export const NarrativeField = ({ value, preview, previewOf, errors, onChange }: NarrativeFieldProps) => {
  const t = useTexts();
  const marks = preview ? moveMarks(marksOf(preview), previewOf, value) : [];
  return (
    <Field name="narrative" label={t.narrative} errors={errors} className="narrative">
      {(control) => (
        <>
          <div className="painted">
            <div className="paint" aria-hidden="true">
              {segmentsOf(value, marks).map(({ text, kind }, index) =>
                kind ? (
                  <mark key={index} className={kind}>
                    {text}
                  </mark>
                ) : (
                  text
                ),
              )}{' '}
            </div>
            <textarea
              {...control}
              autoFocus
              spellCheck={false}
              placeholder={t.narrativeHint}
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          </div>
          <p className="legend">
            <mark className="trigger">{t.markTrigger}</mark>{' '}
            <mark className="redacted">{t.markRedacted}</mark>
          </p>
        </>
      )}
    </Field>
  );
};
