/** Showing a file to the desks of its cases: first whether it shows who reported, then to which roles. */
import { Alert, Checkbox } from 'antd';
import { useState } from 'react';
import { legRoleOptions, useTexts } from '../texts';
import { ActForm } from './act-form';

interface ShareFormProps {
  name: string;
  busy: boolean;
  onSend: (roles: string[]) => void;
  onLeave: () => void;
}

export const ShareForm = ({ name, busy, onSend, onLeave }: ShareFormProps) => {
  const t = useTexts();
  const [isChecked, setChecked] = useState(false);
  const [roles, setRoles] = useState<string[]>([]);
  const { attachments: words } = t;
  return (
    <ActForm
      title={`${words.share} ${name}`}
      busy={busy}
      body={isChecked ? () => ({}) : undefined}
      note={undefined}
      onNote={() => undefined}
      onSend={() => onSend(roles)}
      onLeave={onLeave}
    >
      <Alert type="warning" showIcon title={words.reminder} />
      <Checkbox checked={isChecked} onChange={({ target }) => setChecked(target.checked)}>
        {words.checked}
      </Checkbox>
      <details>
        <summary>{words.onlyRoles}</summary>
        <Checkbox.Group value={roles} onChange={setRoles} options={legRoleOptions(t)} />
      </details>
    </ActForm>
  );
};
