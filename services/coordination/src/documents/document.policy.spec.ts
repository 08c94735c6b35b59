import {
  aContext,
  after,
  anOpenCase,
  civil,
  closing,
  finishing,
  legOf,
  minutesLater,
  police,
  school,
  step,
} from '../testing/case-builders';
import type { CaseCommand } from '../cases/case.policy';
import type { CaseState } from '../cases/case.state';

const admonition = 'DOC-ADMONITION';
const owing = (legId: string): CaseCommand =>
  ({
    ...finishing(legId),
    toFollow: [{ document: admonition, dueAt: minutesLater(60).toISOString() }],
  }) as CaseCommand;

/** A red case whose police did not wait for a paper. */
const owed = (): CaseState => after(anOpenCase({ risk: 'R1' }), (now) => owing(legOf(now, police).id));

const clockOf = (state: CaseState) => state.clocks.find(({ code }) => code === 'document');

const finishOthers = (state: CaseState): CaseState =>
  after(
    state,
    (now) => finishing(legOf(now, civil).id),
    (now) => finishing(legOf(now, school).id),
  );

describe('a document that a red case did not wait for', () => {
  it('runs as a clock of who promised it, though its leg is finished', () => {
    const state = owed();
    expect(legOf(state, police).state).toBe('finished');
    expect(clockOf(state)).toMatchObject({
      state: 'running',
      role: 'police',
      basis: admonition,
      legId: legOf(state, police).id,
      dueInstant: minutesLater(60).toISOString(),
    });
  });

  it('is overdue in its time, and met by nothing but the document', () => {
    const { state } = step(owed(), { action: 'expire' }, aContext(minutesLater(61)));
    expect(clockOf(finishOthers(state))?.state).toBe('overdue');
    const there = after(state, () => ({ action: 'register_document', document: admonition }));
    expect(clockOf(there)?.state).toBe('met');
  });

  it('holds the case open until it is there', () => {
    const done = finishOthers(owed());
    expect(step(done, closing()).refused).toBe('document_missing');
    const there = after(done, () => ({ action: 'register_document', document: admonition }));
    expect(step(there, closing()).state.status).toBe('closed');
  });

  it('is there when another leg made it', () => {
    const state = after(
      owed(),
      (now) => ({ ...finishing(legOf(now, civil).id), made: [admonition] }) as CaseCommand,
    );
    expect(clockOf(state)?.state).toBe('met');
  });

  it('is registered once, and nothing that is not owed', () => {
    const command = { action: 'register_document', document: admonition } as const;
    expect(
      step(
        after(owed(), () => command),
        command,
      ).refused,
    ).toBe('document_not_owed');
    expect(step(owed(), { ...command, document: 'DOC-CARE-PLAN' }).refused).toBe('document_not_owed');
  });
});
