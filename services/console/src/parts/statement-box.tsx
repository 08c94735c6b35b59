/** The text that will leave this desk, shown before it is sent, and the operator's way to word it herself. */
import { Button } from 'antd';
import { useTexts } from '../texts';
import type { FieldError } from '../wire';
import { Field } from './field';

interface StatementBoxProps {
  /** as cut from the narrative */
  automatic: string;
  /** the operator's own; undefined = the automatic one is sent */
  own: string | undefined;
  errors: readonly FieldError[];
  onChange: (own: string | undefined) => void;
}

export const StatementBox = ({ automatic, own, errors, onChange }: StatementBoxProps) => {
  const t = useTexts();
  return (
    <div className="statement-box">
      <h3 id="statement-title">
        {t.statement} <small>{own === undefined ? t.statementNote : t.statementOwn}</small>
        <Button size="small" onClick={() => onChange(own === undefined ? automatic : undefined)}>
          {own === undefined ? t.statementEdit : t.statementAuto}
        </Button>
      </h3>
      {own === undefined ? (
        <p
          className="statement"
          data-testid="statement"
          tabIndex={0}
          aria-labelledby="statement-title"
          role="region"
        >
          {automatic}
        </p>
      ) : (
        <Field name="statement" label={t.statementEdit} errors={errors} className="bare">
          {(control) => (
            <textarea
              {...control}
              autoFocus
              className="statement"
              rows={4}
              value={own}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      )}
    </div>
  );
};
