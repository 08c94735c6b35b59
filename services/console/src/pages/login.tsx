/** Account and password; a wrong one says no more than that. */
import { Alert, Button, Input } from 'antd';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { post, Refused } from '../api';
import { Field } from '../parts/field';
import { useTexts } from '../texts';
import type { FieldError, Session } from '../wire';

interface LoginPageProps {
  /** a session ran out here a moment ago */
  expired: boolean;
  onSignedIn: (session: Session) => void;
  onLanguage: () => void;
}

interface Failure {
  title: string;
  errors: readonly FieldError[];
}

interface Answer {
  failure: Failure | undefined;
  busy: boolean;
  /** @returns true when let in */
  signIn: (name: string, password: string) => Promise<boolean>;
}

const useSignIn = (onSignedIn: (session: Session) => void): Answer => {
  const t = useTexts();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const signIn = async (name: string, password: string): Promise<boolean> => {
    setBusy(true);
    try {
      onSignedIn(await post<Session>('/api/directory/sessions', { name: name.trim(), password }));
      return true;
    } catch (error) {
      const refused = error instanceof Refused ? error : undefined;
      setFailure({ title: refused?.message ?? t.offlineAct, errors: refused?.errors ?? [] });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { failure, busy, signIn };
};

const SignInForm = ({ onSignedIn }: Pick<LoginPageProps, 'onSignedIn'>) => {
  const t = useTexts();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { failure, busy, signIn } = useSignIn(onSignedIn);
  const form = useRef<HTMLFormElement>(null);
  const errors = failure?.errors ?? [];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const refused = !busy && !(await signIn(name, password));
    if (refused) form.current?.querySelector<HTMLInputElement>('#password')?.select();
  };

  return (
    <form ref={form} onSubmit={(event) => void submit(event)}>
      <Field name="name" label={t.name} errors={errors}>
        {(control) => (
          <Input
            {...control}
            size="large"
            autoFocus
            autoComplete="username"
            autoCapitalize="none"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field name="password" label={t.password} errors={errors}>
        {(control) => (
          <Input.Password
            {...control}
            size="large"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {failure && <Alert type="error" title={failure.title} role="alert" showIcon />}
      <Button type="primary" size="large" htmlType="submit" loading={busy} block>
        {t.signIn}
      </Button>
    </form>
  );
};

export const LoginPage = ({ expired, onSignedIn, onLanguage }: LoginPageProps) => {
  const t = useTexts();
  return (
    <main className="login" id="main">
      <header>
        <h1>{t.product}</h1>
        <p>{t.subtitle}</p>
      </header>
      {expired && <Alert type="info" role="status" showIcon title={t.expired} />}
      <SignInForm onSignedIn={onSignedIn} />
      <footer>
        <p className="keys">
          {t.passwordHint}
          <code>npx yimen accounts --passwords</code>
        </p>
        <Button size="small" type="text" onClick={onLanguage}>
          {t.otherLanguage}
        </Button>
      </footer>
    </main>
  );
};
