/**
 * Agencies that were renamed or went into another while the system was in use, held in memory: a service that routes
 * or shows agencies asks here who that is now. Guarantee: what is stored keeps the name of its time; answers follow a
 * change as soon as its event is committed. Not here: the act (directory), moving work (the desks).
 */
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import type { Logger } from '../logger';
import { startStep } from '../start-step';
import { DB, LOGGER } from '../tokens';
import { listChangedAgencies, recordChangedAgency } from './agencies-now.store';
import type { ChangedAgency } from './agencies-now.store';

export interface AgencyNow {
  id: string;
  name: string;
}

const system = { county: '*', reach: 'system', actor: 'system:agencies' } as const;

@Injectable()
export class AgenciesNow implements OnModuleInit {
  /** made anew by each change, so that whoever keeps something by it sees the change */
  private known: ReadonlyMap<string, AgencyNow> = new Map();

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const options = { scope: system, keys: [], now: new Date(), unaudited: true };
    const rows = await startStep('agencies', this.logger, () =>
      withTx(this.db, options, listChangedAgencies),
    );
    this.known = new Map(rows.map(({ agency, id, name }) => [agency, { id, name }]));
  }

  all(): ReadonlyMap<string, AgencyNow> {
    return this.known;
  }

  /** @returns undefined where nothing has changed since that name */
  of({ id, name }: AgencyNow): AgencyNow | undefined {
    const now = this.known.get(id);
    return now && (now.id !== id || now.name !== name) ? now : undefined;
  }

  /** Who has what this agency had. */
  idOf(agency: string): string {
    return this.known.get(agency)?.id ?? agency;
  }

  async follow(tx: Tx, change: ChangedAgency): Promise<void> {
    await recordChangedAgency(tx, change);
    tx.afterCommit(() => this.keep(change));
  }

  private keep({ agency, id, name }: ChangedAgency): void {
    const followed = [...this.known].map(
      ([known, now]) => [known, now.id === agency ? { id, name } : now] as const,
    );
    this.known = new Map([...followed, [agency, { id, name }]]);
  }
}
