/**
 * Finding the system that runs on this data folder, and speaking to it as one who may read that folder.
 * Reading the folder is the permission; every token made this way is audited by the directory.
 */
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

/** A client acting as the named account: with `YIMEN_TOKEN` where given, else with a token made locally. */
export const clientFor = async (name: string, url?: string): Promise<ApiClient> => {
  const config = readConfig();
  if (url && config.token) return apiClient(checkedUrl(url), bearer(config.token));
  const local = await localClient(url);
  const { token } = await localToken(local, name);
  return apiClient(local.url, bearer(token));
};
