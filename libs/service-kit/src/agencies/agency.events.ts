/** What the directory tells of agencies, for every service that keeps `AgenciesNow`. */
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { AgencyMergedV1, AgencyRenamedV1 } from '@yimen/contracts';
import type { EventEnvelope, Tx } from '@yimen/messaging';
import { AgenciesNow } from './agencies-now';

@Controller()
export class AgencyEvents {
  constructor(private readonly agencies: AgenciesNow) {}

  @EventPattern('agency.renamed.v1')
  renamed(@Payload() { data }: EventEnvelope<AgencyRenamedV1>, @Ctx() tx: Tx): Promise<void> {
    const { agencyId, county, name } = data;
    return this.agencies.follow(tx, { agency: agencyId, county, id: agencyId, name });
  }

  @EventPattern('agency.merged.v1')
  merged(@Payload() { data }: EventEnvelope<AgencyMergedV1>, @Ctx() tx: Tx): Promise<void> {
    const { agencyId, county, successor } = data;
    return this.agencies.follow(tx, { agency: agencyId, county, id: successor.id, name: successor.name });
  }
}
