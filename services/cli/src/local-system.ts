/**
 * Finding the system that runs on this data folder, and speaking to it as one who may read that folder.
 * Reading the folder is the permission; every token made this way is audited by the directory.
 */
import { existsSync, readFileSync } from 'node:fs';
import { readConfig, loadSecrets, stateFile } from '@yimen/service-kit';
import { apiClient, bearer } from './client';
import type { ApiClient } from './client';

export class NotRunningError extends Error {}

interface LocalToken {
  token: string;
  expiresAt: string;
}

const runningUrl = (dataDir: string): string => {
  if (!existsSync(stateFile(dataDir)))
    throw new NotRunningError(
      `No system runs on ${dataDir}. Start it with npm start, or set YIMEN_DATA to its folder.`,
    );
  const state = JSON.parse(readFileSync(stateFile(dataDir), 'utf8')) as { url: string };
  return state.url;
};

/** A client that may use the local routes of the directory. @throws NotRunningError */
export const localClient = async (url?: string): Promise<ApiClient> => {
  const { dataDir } = readConfig();
  const found = url ?? runningUrl(dataDir);
  const { localKey } = loadSecrets(dataDir, []);
  return apiClient(found, { 'x-yimen-local-key': localKey });
};

export const localToken = async (client: ApiClient, name: string): Promise<LocalToken> =>
  client.post<LocalToken>('/api/directory/local/tokens', { name });

/** A client acting as the named account: with `YIMEN_TOKEN` where given, else with a token made locally. */
export const clientFor = async (name: string, url?: string): Promise<ApiClient> => {
  const config = readConfig();
  if (url && config.token) return apiClient(url, bearer(config.token));
  const local = await localClient(url);
  const { token } = await localToken(local, name);
  return apiClient(local.url, bearer(token));
};
