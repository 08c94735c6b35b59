/** Account and password; a wrong one says no more than that. */
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { post, Refused } from '../api';
import type { Account } from '../api';
import { Field } from '../parts/field';
import { useTexts } from '../texts';

export const LoginPage = ({ onSignedIn }: { onSignedIn: (account: Account) => void }) => {
  const t = useTexts();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);

  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const session = await post<{ account: Account }>('/api/directory/sessions', { name, password });
      onSignedIn(session.account);
    } catch (error) {
      setWrong(error instanceof Refused ? error.message : t.retrying);
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="login">
      <h1>{t.product}</h1>
      <p>{t.subtitle}</p>
      <form onSubmit={(event) => void signIn(event)}>
        <Field id="name" label={t.name}>
          <Input
            id="name"
            autoFocus
            autoComplete="username"
            value={name}
            onChange={(e) => setName(e.target.value)}
          />
        </Field>
        <Field id="password" label={t.password}>
          <Input.Password
            id="password"
            autoComplete="current-password"
            value={password}
            onChange={(e) => setPassword(e.target.value)}
          />
        </Field>
        {wrong && <Alert type="error" title={wrong} role="alert" />}
        <Button type="primary" htmlType="submit" loading={busy} block style={{ marginTop: 16 }}>
          {t.signIn}
        </Button>
      </form>
      <p className="keys">{t.passwordHint}</p>
    </main>
  );
};
