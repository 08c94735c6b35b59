/** A label above its control, and beneath it what was found wrong with it; hidden while one is still typing there. */
import type { ReactNode } from 'react';
import { fieldId } from '../report-draft';
import { useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import type { FieldError } from '../wire';

const isRule = (rule: string, t: Texts): rule is keyof Texts['rules'] => Object.hasOwn(t.rules, rule);

const wrongText = ({ rule, message }: FieldError, t: Texts): string =>
  isRule(rule, t) ? t.rules[rule] : message;

interface FieldProps {
  /** the server's name of it, as `children.0.idNumber` */
  name: string;
  label: string;
  errors: readonly FieldError[];
  className?: string;
  children: (control: { id: string; 'aria-invalid'?: true; 'aria-describedby'?: string }) => ReactNode;
}

export const Field = ({ name, label, errors, className = '', children }: FieldProps) => {
  const t = useTexts();
  const id = fieldId(name);
  const wrong = errors.find(({ field }) => field === name);
  const control = wrong ? { id, 'aria-invalid': true as const, 'aria-describedby': `${id}-wrong` } : { id };
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      {children(control)}
      {wrong && (
        <div className="wrong" id={`${id}-wrong`} role="alert">
          {wrongText(wrong, t)}
        </div>
      )}
    </div>
  );
};
