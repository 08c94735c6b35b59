/** One fact of an outcome, by its kind: yes or no, one of the codes, a day, a time, a number of a paper. */
import { Radio } from 'antd';
import { useTexts } from '../texts';
import type { FactRule, FieldError } from '../wire';
import { Field } from './field';

interface FactFieldProps {
  rule: FactRule;
  value: string;
  errors: readonly FieldError[];
  onChange: (value: string) => void;
}

const inputTypes = { date: 'date', time: 'datetime-local', number: 'number', reference: 'text' } as const;

const YesNo = ({ rule, value, onChange }: Omit<FactFieldProps, 'errors'>) => {
  const t = useTexts();
  const label = rule[t.language];
  return (
    <Radio.Group
      aria-label={label}
      value={value}
      onChange={(event) => onChange(String(event.target.value))}
      options={[
        { value: 'yes', label: t.yes },
        { value: 'no', label: t.no },
      ]}
    />
  );
};

export const FactField = ({ rule, value, errors, onChange }: FactFieldProps) => {
  const t = useTexts();
  const { kind, needed, codes = [] } = rule;
  return (
    <Field name={`facts.${rule.name}`} label={`${rule[t.language]}${needed ? ' *' : ''}`} errors={errors}>
      {(control) => {
        if (kind === 'boolean') return <YesNo {...{ rule, value, onChange }} />;
        if (kind === 'code')
          return (
            <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
              <option value="">{t.choose}</option>
              {codes.map((code) => (
                <option key={code.code} value={code.code}>
                  {code[t.language]}
                </option>
              ))}
            </select>
          );
        return (
          <input
            {...control}
            type={inputTypes[kind]}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      }}
    </Field>
  );
};
