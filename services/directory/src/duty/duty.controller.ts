/**
 * `/api/directory/duty-shifts` and `/on-duty`: the roster, kept by administrators; who is there now, without
 * phones, for the desk and those who lead. Not here: whom an alert wakes (`../alerts`).
 */
import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Access, can, CurrentActor, FieldCipher, RefusalError, scopeOf } from '@yimen/auth';
import type { Action, Actor, Refusal } from '@yimen/auth';
import { newId, withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB, FIELD_CIPHER } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { findAccount } from '../account.store';
import { ListQuery } from '../bodies';
import { listed, pageOf } from '../page';
import type { Listed } from '../page';
import { OnDutyQuery, ShiftBody } from './duty.dto';
import { refusedEnd, refusedShift } from './duty.policy';
import type { DutyPart } from './duty.policy';
import { endShift, findShift, insertShift, listOnDuty, listShifts } from './duty.store';
import type { Shift } from './duty.store';

interface ShiftView {
  id: string;
  agency: string;
  account: string;
  phone: string;
  part: DutyPart;
  from: string;
  to: string;
}

interface OnDuty {
  agency: string;
  /** account names, who began last first */
  duty: string[];
  deputy: string[];
}

const viewOf = ({ id, agency, account, phone, part, from, to }: Omit<Shift, 'endedAt'>): ShiftView => ({
  ...{ id, agency, account, phone, part },
  from: formatInstant(from),
  to: formatInstant(to),
});

const shiftId = new ParseUUIDPipe({ exceptionFactory: () => new RefusalError('id_invalid') });

const throwIf = (refused: Refusal | undefined): void => {
  if (refused) throw new RefusalError(refused.code, refused.params);
};

@Controller('/api/directory')
export class DutyController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(FIELD_CIPHER) private readonly cipher: FieldCipher,
  ) {}

  @Access('directory.duty.list')
  @Get('duty-shifts')
  async list(@CurrentActor() actor: Actor, @Query() query: ListQuery): Promise<Listed<ShiftView>> {
    const page = pageOf(query);
    const shifts = await this.looking(actor, 'directory.duty.list', (tx) =>
      listShifts(tx, this.cipher, page),
    );
    return listed(shifts.map(viewOf), page, ({ id }) => id);
  }

  /** @throws RefusalError duty_shift_empty | duty_account_elsewhere */
  @Access('directory.duty.change')
  @Post('duty-shifts')
  create(@CurrentActor() actor: Actor, @Body() body: ShiftBody): Promise<ShiftView> {
    const shift = { ...body, id: newId(), from: new Date(body.from), to: new Date(body.to) };
    return this.changing(actor, shift.id, async (tx) => {
      const account = await findAccount(tx, shift.account);
      throwIf(refusedShift(shift, account && { agency: account.view.agency, disabled: account.disabled }));
      insertShift(tx, this.cipher, shift);
      const { id: subjectId, agency, account: name, part } = shift;
      const detail = { agency, account: name, part, from: body.from, to: body.to };
      tx.audit({ action: 'duty_shift.created', subjectKind: 'duty_shift', subjectId, detail });
      return viewOf(shift);
    });
  }

  /** @throws RefusalError duty_shift_unknown | duty_shift_over */
  @Access('directory.duty.change')
  @Post('duty-shifts/:id/actions/end')
  @HttpCode(204)
  end(@CurrentActor() actor: Actor, @Param('id', shiftId) id: string): Promise<void> {
    return this.changing(actor, id, async (tx) => {
      const shift = await findShift(tx, this.cipher, id);
      throwIf(refusedEnd(shift, tx.now));
      endShift(tx, id);
      tx.audit({ action: 'duty_shift.ended', subjectKind: 'duty_shift', subjectId: id });
    });
  }

  /** Names only: a phone is for whoever wakes. */
  @Access('directory.duty.read')
  @Get('on-duty')
  async onDuty(@CurrentActor() actor: Actor, @Query() query: OnDutyQuery): Promise<OnDuty> {
    const agency = query.agency ?? actor.agency;
    const answer = can(actor, 'directory.duty.read', { county: actor.jurisdiction, agency });
    if (!answer.allowed) throw new RefusalError(answer.code, answer.params);
    const shifts = await this.looking(actor, 'directory.duty.read', (tx) =>
      listOnDuty(tx, this.cipher, [agency]),
    );
    const named = (part: DutyPart) => [
      ...new Set(shifts.filter((shift) => shift.part === part).map(({ account }) => account)),
    ];
    return { agency, duty: named('duty'), deputy: named('deputy') };
  }

  private looking<T>(actor: Actor, action: Action, look: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = scopeOf(actor, action);
    return withTx(this.db, { scope, keys: [], now: this.clock.now(), unaudited: true }, look);
  }

  private changing<T>(actor: Actor, id: string, change: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = scopeOf(actor, 'directory.duty.change');
    return withTx(this.db, { scope, keys: [id], now: this.clock.now() }, change);
  }
}
