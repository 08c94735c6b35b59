/**
 * The database of a running system, kept there: prepared at start, started again when the embedded server dies,
 * found again when a remote one was restarted, stopped by whoever leaves last.
 * Guarantee: the locks that keep a second system away are held, or are being taken again; when another has them, we
 * end.
 * Not here: queries under way when the server died; their callers are told 503 and come again.
 */
import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { Config } from './config';
import { countOtherGuards, DatabaseInUseError, openGuard, prepareDatabase } from './database';
import type { SchemaOf } from './database';
import { startEmbeddedPostgres } from './embedded';
import type { EmbeddedOptions, EmbeddedPostgres } from './embedded';
import { loadSecrets } from './secrets';
import type { Secrets } from './secrets';
import { withStartLock } from './start-lock';

export interface KeptDatabase {
  adminUrl: string;
  secrets: Secrets;
  migrationsRun: number;
  /** resolves when another system has taken the database while it was gone: this one must end */
  taken: Promise<DatabaseInUseError>;
  /** false while it is gone, and until the locks are ours again */
  isHeld(): boolean;
  stop(): Promise<void>;
}

/** Between two looks for a server that is gone. */
const retryMs = 250;
/** A stop must not wait behind a start that hangs. */
const stopLockMs = 5_000;

interface Server {
  adminUrl: string;
  embedded?: EmbeddedPostgres;
}

type HowToStart = Pick<EmbeddedOptions, 'password' | 'port' | 'signal'>;

const startServer = async (
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  how: HowToStart,
): Promise<Server> => {
  if (config.databaseUrl) return { adminUrl: config.databaseUrl };
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, ...how });
  return { adminUrl: embedded.url('yimen'), embedded };
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

class Keeper {
  private readonly ending = new AbortController();
  private recovering: Promise<void> = Promise.resolve();
  private holding = true;
  private say: (error: DatabaseInUseError) => void = () => undefined;
  readonly taken = new Promise<DatabaseInUseError>((resolve) => (this.say = resolve));

  constructor(
    private readonly config: Config,
    private readonly services: readonly SchemaOf[],
    private readonly logger: Logger,
    private readonly password: string,
    private held: { server: Server; guard: Client },
  ) {
    this.watch(held.guard);
  }

  private watch(guard: Client): void {
    guard.once('end', () => {
      this.holding = false;
      if (!this.ending.signal.aborted) this.recovering = this.recover();
    });
  }

  private async recover(): Promise<void> {
    this.logger.error('the database is gone; requests answer 503 until it is back');
    while (!this.ending.signal.aborted) {
      try {
        await this.bringBack();
        this.logger.warn('the database is back');
        return;
      } catch (error) {
        if (error instanceof DatabaseInUseError) return this.say(error);
        this.logger.warn({ reason: messageOf(error) }, 'the database is not back yet');
      }
      await setTimeout(retryMs, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }

  private bringBack(): Promise<void> {
    const { port } = this.held.server.embedded ?? {};
    const { signal } = this.ending;
    return withStartLock(this.config.dataDir, async () => {
      if (this.ending.signal.aborted) return;
      // kept at once, so that a stop that comes before the locks stops this server and not the one that is gone
      this.held.server = await startServer(this.config, { password: this.password, port, signal });
      this.held.guard = await openGuard(this.held.server.adminUrl, this.services);
      this.watch(this.held.guard);
      this.holding = true;
    });
  }

  isHeld(): boolean {
    return this.holding;
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.recovering;
    await withStartLock(this.config.dataDir, () => leave(this.held.server, this.held.guard), stopLockMs);
  }
}

/** On a connection of its own where the guard went with its server; nobody answers = nobody is there. */
const othersOn = async (server: Server, guard: Client): Promise<number> => {
  try {
    return await countOtherGuards(guard);
  } catch {
    const visitor = await openGuard(server.adminUrl, []).catch(() => undefined);
    const others = visitor ? await countOtherGuards(visitor).catch(() => 0) : 0;
    await visitor?.end().catch(() => undefined);
    return others;
  }
};

/** The last one out stops the embedded server. */
const leave = async (server: Server, guard: Client): Promise<void> => {
  const others = server.embedded ? await othersOn(server, guard) : 0;
  await guard.end().catch(() => undefined);
  if (others === 0) await server.embedded?.stop();
};

const prepare = async (config: Config, services: readonly SchemaOf[]) => {
  const secrets = loadSecrets(config.dataDir, services);
  const server = await startServer(config, { password: secrets.adminPassword });
  try {
    const prepared = await prepareDatabase(server.adminUrl, services, secrets.rolePasswords);
    return { secrets, server, prepared };
  } catch (error) {
    await leaveUnprepared(server);
    throw error;
  }
};

/** A start that was refused must not take the server from under the system that is running on it. */
const leaveUnprepared = async (server: Server): Promise<void> => {
  if (!server.embedded) return;
  const visitor = await openGuard(server.adminUrl, []).catch(() => undefined);
  if (visitor) await leave(server, visitor);
  else if (!server.embedded.takenOver) await server.embedded.stop();
};

/** @throws SecretsError, EmbeddedPostgresError, DatabaseInUseError, SchemaNewerError, FolderBusyError: sentences */
export const keepDatabase = (
  config: Config,
  services: readonly SchemaOf[],
  logger: Logger,
): Promise<KeptDatabase> =>
  withStartLock(config.dataDir, async () => {
    const { secrets, server, prepared } = await prepare(config, services);
    const held = { server, guard: prepared.guard };
    const keeper = new Keeper(config, services, logger, secrets.adminPassword, held);
    return {
      adminUrl: server.adminUrl,
      secrets,
      migrationsRun: prepared.migrationsRun,
      taken: keeper.taken,
      isHeld: () => keeper.isHeld(),
      stop: () => keeper.stop(),
    };
  });

/** The database of a data folder for one piece of work, beside the system that runs on it or without any. */
export interface VisitedDatabase {
  adminUrl: string;
  /** systems and visits beside this one on the same server */
  countOthers(): Promise<number>;
  /** whoever leaves last stops the embedded server */
  leave(): Promise<void>;
}

/**
 * @param services whose places are taken, so that no system starts meanwhile; none = beside whatever runs
 * @throws EmbeddedPostgresError, DatabaseInUseError, FolderBusyError: sentences
 */
export const visitDatabase = (
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  password: string,
  services: readonly SchemaOf[] = [],
): Promise<VisitedDatabase> =>
  withStartLock(config.dataDir, async () => {
    const server = await startServer(config, { password });
    try {
      const guard = await openGuard(server.adminUrl, services);
      return {
        adminUrl: server.adminUrl,
        countOthers: () => countOtherGuards(guard),
        leave: () => withStartLock(config.dataDir, () => leave(server, guard), stopLockMs),
      };
    } catch (error) {
      await leaveUnprepared(server);
      throw error;
    }
  });
