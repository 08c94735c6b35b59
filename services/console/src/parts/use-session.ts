/**
 * Who is signed in. Renewed while somebody works here, so that nobody is thrown out in the middle of a call; a desk
 * that nobody touches runs out, as sessions must (GB/T 22239-2019 8.1.4.1).
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { get, onSessionOver, post, serverNow } from '../api';
import type { Account, Session } from '../wire';

const lookEveryMs = 60_000;
/** Renew when less than this is left: three quarters of the hour may pass in silence. */
const renewBeforeMs = 45 * 60_000;

/** When this browser's session ends; no secret, only so that nobody asks who is signed in when nobody can be. */
const hintPlace = 'session-ends';

const mayBeSignedIn = (): boolean => Date.parse(localStorage.getItem(hintPlace) ?? '') > serverNow();

/** True once there was a key or a pointer since the last question. */
const useActivity = (): (() => boolean) => {
  const active = useRef(false);
  useEffect(() => {
    const mark = () => (active.current = true);
    window.addEventListener('keydown', mark);
    window.addEventListener('pointerdown', mark);
    return () => {
      window.removeEventListener('keydown', mark);
      window.removeEventListener('pointerdown', mark);
    };
  }, []);
  return useCallback(() => {
    const was = active.current;
    active.current = false;
    return was;
  }, []);
};

const useRenewal = (session: Session | undefined, onRenewed: (session: Session) => void): void => {
  const wasActive = useActivity();
  useEffect(() => {
    if (!session) return;
    const look = () => {
      const leftMs = new Date(session.expiresAt).getTime() - serverNow();
      if (leftMs > renewBeforeMs || !wasActive()) return;
      // refused or lost: the next minute asks again, and a session that is over says so itself
      post<Session>('/api/directory/sessions/current/renewal', {}).then(onRenewed, () => undefined);
    };
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [session, onRenewed, wasActive]);
};

export interface SessionState {
  /** undefined = not known yet, null = nobody */
  account: Account | null | undefined;
  /** somebody was signed in, and the time ran out */
  expired: boolean;
  signedIn: (session: Session) => void;
  signedOut: () => void;
}

export const useSession = (): SessionState => {
  const [session, setSession] = useState<Session | null | undefined>(() =>
    mayBeSignedIn() ? undefined : null,
  );
  const [expired, setExpired] = useState(false);

  useEffect(() => {
    if (mayBeSignedIn())
      get<Session>('/api/directory/sessions/current').then(setSession, () => setSession(null));
  }, []);

  useEffect(() => {
    if (session) localStorage.setItem(hintPlace, session.expiresAt);
    if (session === null) localStorage.removeItem(hintPlace);
  }, [session]);

  useEffect(
    () =>
      onSessionOver(() =>
        setSession((before) => {
          if (before) setExpired(true);
          return null;
        }),
      ),
    [],
  );

  const signedIn = useCallback((opened: Session) => {
    setExpired(false);
    setSession(opened);
  }, []);
  const signedOut = useCallback(() => {
    setExpired(false);
    setSession(null);
  }, []);
  useRenewal(session ?? undefined, signedIn);
  return {
    account: session === undefined ? undefined : (session?.account ?? null),
    expired,
    signedIn,
    signedOut,
  };
};
