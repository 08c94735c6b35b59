import { Controller, Get, Inject } from '@nestjs/common';
import { Access, CurrentActor } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { CLOCK } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { Tables } from '../tables/tables';
import { choicesOf } from './choices';

/** The codes of matters, categories and mandatory situations in force in the caller's county. */
@Controller('/api/intake/choices')
export class ChoicesController {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly tables: Tables,
  ) {}

  @Access('intake.route.preview')
  @Get()
  choices(@CurrentActor() actor: Actor) {
    const profile = this.tables.inForce(actor.jurisdiction, this.clock.now());
    return { items: choicesOf(profile), next: null };
  }
}
