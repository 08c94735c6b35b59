/**
 * The desk of the disabled persons' federation as data: what every desk has, and the designation of an institution.
 * Guarantee: every outcome code of the contracts has its row (checked by the compiler). Sources: 国发〔2018〕10号
 * (apply, review, choose a designated institution), HR-21, AJQ-05-3, SX-T3.
 */
import { rehabOutcomes, rolesAt } from '@yimen/contracts';
import type { RehabOutcome } from '@yimen/contracts';
import { day, deskEndings, deskQueue, reference } from '@yimen/work-queue';
import type { Ending } from '@yimen/work-queue';

const endings: Record<RehabOutcome, Ending> = {
  institution_designated: {
    matters: ['rehab'],
    facts: [
      reference('institution', '定点康复机构', 'Designated institution'),
      day('designatedOn', '指定日期', 'Designated on'),
    ],
    documents: ['DOC-REHAB-REFERRAL'],
  },
};

export const rehabQueue = deskQueue('rehab', {
  outcomes: [
    ...deskEndings(rolesAt('rehab')),
    ...rehabOutcomes.map((row) => ({ ...row, ...endings[row.code] })),
  ],
});
