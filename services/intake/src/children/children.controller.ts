/** Looking for a known child; the operator decides whether it is the same. */
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Access, CurrentActor, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { CLOCK } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import type { Profile } from '@yimen/routing';
import { Tables } from '../tables/tables';
import { ChildFinder } from './child-finder';
import type { SoughtChild } from './child-finder';
import { ChildMatchBody } from './child.dto';

/** `孝丰`, `孝丰镇` and aliases -> the agency id that a child's row holds. */
const townshipId = ({ townships }: Profile, said: string | null | undefined): string | null => {
  const text = said?.trim();
  if (!text) return null;
  const found = townships.find(
    ({ name, shortName, aliases }) => text.includes(name) || text === shortName || aliases.includes(text),
  );
  return found?.id ?? null;
};

const soughtOf = (body: ChildMatchBody, profile: Profile): SoughtChild => ({
  child: {
    name: body.name ?? undefined,
    aliases: body.aliases ?? undefined,
    sex: body.sex ?? undefined,
    idNumber: body.idNumber?.trim().toUpperCase() || undefined,
    birthDate: body.birthDate ?? undefined,
    ageYears: body.ageYears ?? undefined,
    address: body.address ?? undefined,
    guardians: body.guardians ?? undefined,
  },
  township: townshipId(profile, body.township) ?? townshipId(profile, body.address),
  phone: body.phone ?? undefined,
});

@Controller('/api/intake/children')
export class ChildrenController {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly finder: ChildFinder,
    private readonly tables: Tables,
  ) {}

  @Access('intake.child.match')
  @Post('matches')
  @HttpCode(200)
  async matches(@CurrentActor() actor: Actor, @Body() body: ChildMatchBody) {
    const county = actor.jurisdiction;
    const sought = soughtOf(body, this.tables.inForce(county, this.clock.now()));
    const [items = []] = await this.finder.find(scopeOf(actor, 'intake.child.match'), county, [sought]);
    return { items, next: null };
  }
}
