/** A label above its control, and beneath it what the server found wrong with it. */
import type { ReactNode } from 'react';

interface FieldProps {
  id: string;
  label: string;
  wrong?: string | undefined;
  children: ReactNode;
}

export const Field = ({ id, label, wrong, children }: FieldProps) => (
  <div className="field">
    <label htmlFor={id}>{label}</label>
    {children}
    {wrong && (
      <div className="wrong" role="alert">
        {wrong}
      </div>
    )}
  </div>
);
