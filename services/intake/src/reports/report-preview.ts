/**
 * What the desk sees while typing: needs with the words that gave them, the route, known children, the statement.
 * Writes nothing.
 */
import { Inject, Injectable } from '@nestjs/common';
import { RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { newId } from '@yimen/messaging';
import { CLOCK } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { ChildFinder } from '../children/child-finder';
import { Tables } from '../tables/tables';
import type { ReportBody } from './report.dto';
import { readReport } from './report.input';
import type { SaidReport } from './report.input';
import { ReportDesk } from './report-desk';
import { machineStatement, placeChildren, wordsOf } from './report-preparation';

@Injectable()
export class ReportPreview {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly desk: ReportDesk,
    private readonly finder: ChildFinder,
    private readonly tables: Tables,
  ) {}

  async of(actor: Actor, body: ReportBody) {
    const now = this.clock.now();
    const said = readReport(body, actor, now);
    if ('allowed' in said) throw new RefusalError(said.code, said.params);
    const scope = scopeOf(actor, 'intake.route.preview');
    const known = await this.desk.knownChildren(said, scope, now);
    const children = placeChildren(this.tables.inForce(said.county, now), said, known, newId);
    if ('allowed' in children) throw new RefusalError(children.code, children.params);
    const sought = children.map((child) => ({
      child: child.said.identity,
      township: child.suggestion.facts.township,
      phone: this.phoneOf(said),
    }));
    const matches = await this.finder.find(scope, said.county, sought);
    const { statement, redactions } = machineStatement(wordsOf(said, children));
    return {
      statement,
      redactions,
      children: children.map(({ suggestion, decision }, index) => ({
        suggestion,
        decision,
        matches: matches[index] ?? [],
      })),
    };
  }

  /** The caller's number meets earlier reports by the same caller, who may speak of the same child. */
  private phoneOf(said: SaidReport): string | undefined {
    return said.reporter.identity.phone;
  }
}
