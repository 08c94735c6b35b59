/** The server's clock, often enough for a countdown in minutes. */
import { useEffect, useState } from 'react';
import { serverNow } from '../api';

const tickMs = 5_000;

export const useNow = (): number => {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
};
