/**
 * Finding the system that runs on this data folder, and speaking to it as one who may read that folder.
 * Reading the folder is the permission; every token made this way is audited by the directory.
 */
import { readFileSync } from 'node:fs';
import { findRunningSystem, readConfig, readSecrets } from '@yimen/service-kit';
import { apiClient, bearer, checkedUrl } from './client';
import type { ApiClient } from './client';

class NotRunningError extends Error {}

interface LocalToken {
  token: string;
  expiresAt: string;
}

const runningUrl = (dataDir: string): string => {
  const state = findRunningSystem(dataDir);
  if (!state)
    throw new NotRunningError(
      `No system runs on ${dataDir}. Start it with npm start, or set YIMEN_DATA to its folder.`,
    );
  return state.url;
};

/** Only looks: makes nothing in the folder. @throws NotRunningError, SecretsError */
export const localClient = async (url?: string): Promise<ApiClient> => {
  const { dataDir } = readConfig();
  const found = url === undefined ? runningUrl(dataDir) : checkedUrl(url);
  return apiClient(found, { 'x-yimen-local-key': readSecrets(dataDir).localKey });
};

export const localToken = async (client: ApiClient, name: string): Promise<LocalToken> =>
  client.post<LocalToken>('/api/directory/local/tokens', { name });

/** As `yimen accounts --passwords --json` gives it. */
interface PasswordRow {
  name: string;
  password?: string;
}

/** Passwords that were handed over in a file. @throws when the file does not hold this account's */
const signedIn = async (url: string, name: string, file: string): Promise<ApiClient> => {
  const rows = JSON.parse(readFileSync(file, 'utf8')) as PasswordRow[];
  const password = rows.find((row) => row.name === name)?.password;
  if (password === undefined) throw new Error(`${file} holds no password of ${name}`);
  const { token } = await apiClient(url, {}).post<LocalToken>('/api/directory/sessions', { name, password });
  return apiClient(url, bearer(token));
};

/**
 * A client acting as the named account: with `YIMEN_TOKEN` or a password of the file `YIMEN_PASSWORDS` where given,
 * else with a token that the system of this data folder makes, which may be used at another address of the same system.
 */
export const clientFor = async (name: string, url?: string): Promise<ApiClient> => {
  const { token: given, passwordsFile, dataDir } = readConfig();
  if (url && given) return apiClient(checkedUrl(url), bearer(given));
  if (url && passwordsFile) return signedIn(checkedUrl(url), name, passwordsFile);
  const maker = await localClient(findRunningSystem(dataDir) ? undefined : url);
  const { token } = await localToken(maker, name);
  return apiClient(url === undefined ? maker.url : checkedUrl(url), bearer(token));
};
