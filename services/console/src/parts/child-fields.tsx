/** What is known of one child; every field may stay empty, nobody is refused for a gap. */
import { Button, Input, Radio } from 'antd';
import type { ChildDraft } from '../report-draft';
import { useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import type { FieldError } from '../wire';
import { Field } from './field';

interface ChildFieldsProps {
  index: number;
  child: ChildDraft;
  errors: readonly FieldError[];
  onChange: (part: Partial<ChildDraft>) => void;
  onRemove?: () => void;
}

const fieldsOf = (t: Texts) =>
  [
    { name: 'name', label: t.childName },
    { name: 'ageText', label: t.age },
    { name: 'birthDate', label: t.birth, placeholder: t.birthHint },
    { name: 'address', label: t.address, wide: true },
    { name: 'idNumber', label: t.idNumber, wide: true },
    { name: 'guardians', label: t.guardians, wide: true },
  ] as const;

const sexOptions = (t: Texts) => [
  { value: 'female', label: t.female },
  { value: 'male', label: t.male },
  { value: 'unknown', label: t.unknown },
];

export const ChildFields = ({ index, child, errors, onChange, onRemove }: ChildFieldsProps) => {
  const t = useTexts();
  const title = `${t.child} ${index + 1}`;
  return (
    <fieldset>
      <legend>
        {title} <small>{index === 0 ? t.childHint : ''}</small>
        {child.knownChildId && (
          <span className="known">
            {t.known}
            <Button size="small" type="link" onClick={() => onChange({ knownChildId: undefined })}>
              {t.undo}
            </Button>
          </span>
        )}
        {onRemove && (
          <Button size="small" type="link" onClick={onRemove} aria-label={`${t.removeChild} ${title}`}>
            {t.removeChild}
          </Button>
        )}
      </legend>
      <div className="row">
        {fieldsOf(t).map(({ name, label, ...more }) => (
          <Field
            key={name}
            name={`children.${index}.${name}`}
            label={label}
            errors={errors}
            className={'wide' in more ? 'wide' : ''}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                placeholder={'placeholder' in more ? more.placeholder : undefined}
                value={child[name]}
                onChange={(event) => onChange({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <div className="field sex">
          <span className="label">{t.sex}</span>
          <Radio.Group
            aria-label={`${title} ${t.sex}`}
            value={child.sex}
            onChange={(event) => onChange({ sex: event.target.value as ChildDraft['sex'] })}
            options={sexOptions(t)}
          />
        </div>
      </div>
    </fieldset>
  );
};
