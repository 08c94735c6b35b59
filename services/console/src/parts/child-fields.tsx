/** What is known of one child; every field may stay empty, nobody is refused for a gap. */
import { Button, Input, Radio } from 'antd';
import type { FieldError } from '../api';
import type { ChildDraft } from '../report-draft';
import { useTexts } from '../texts';
import { Field } from './field';

interface ChildFieldsProps {
  index: number;
  child: ChildDraft;
  errors: readonly FieldError[];
  onChange: (part: Partial<ChildDraft>) => void;
  onRemove: () => void;
}

type TextField = 'name' | 'birthDate' | 'ageText' | 'idNumber' | 'address' | 'guardians';

export const ChildFields = ({ index, child, errors, onChange, onRemove }: ChildFieldsProps) => {
  const t = useTexts();
  const labels: [TextField, string][] = [
    ['name', t.childName],
    ['birthDate', `${t.birth} YYYY-MM-DD`],
    ['ageText', t.age],
    ['idNumber', t.idNumber],
    ['address', t.address],
    ['guardians', t.guardians],
  ];
  const wrong = (field: string) =>
    errors.find((error) => error.field === `children.${index}.${field}`)?.message;
  return (
    <fieldset style={{ border: 'none', padding: 0, margin: 0 }}>
      <h3>
        {t.child} {index + 1}{' '}
        {index > 0 && (
          <Button size="small" type="link" onClick={onRemove}>
            {t.removeChild}
          </Button>
        )}
      </h3>
      <div className="three">
        {labels.map(([field, label]) => (
          <Field key={field} id={`child-${index}-${field}`} label={label} wrong={wrong(field)}>
            <Input
              id={`child-${index}-${field}`}
              value={child[field]}
              onChange={(event) => onChange({ [field]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      <Radio.Group
        style={{ marginTop: 6 }}
        aria-label={`${t.child} ${index + 1} ${t.sex}`}
        value={child.sex}
        onChange={(event) => onChange({ sex: event.target.value as ChildDraft['sex'] })}
        options={[
          { value: 'female', label: t.female },
          { value: 'male', label: t.male },
          { value: 'unknown', label: t.unknown },
        ]}
      />
    </fieldset>
  );
};
