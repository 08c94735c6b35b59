/**
 * The desks of the education bureau and of schools as data: what every desk has, a placement, and the written report
 * after persuasion that failed. Guarantee: every outcome code of the contracts has its row (checked by the compiler).
 * Sources: 未成年人保护法 28, BX-3e, SX-T4, HR-14 (劝返、书面报告); 残疾人教育条例, AJQ-06-4, SX-P4c, HR-10 (安置).
 */
import { educationOutcomes, rolesAt } from '@yimen/contracts';
import type { EducationOutcome } from '@yimen/contracts';
import { coded, day, deskEndings, deskQueue } from '@yimen/work-queue';
import type { Ending } from '@yimen/work-queue';

const form = coded('form', '安置方式', 'Form', [
  { code: 'ordinary_school', zh: '普通学校就读', en: 'Ordinary school' },
  { code: 'inclusive_class', zh: '随班就读', en: 'Inclusive class' },
  { code: 'special_school', zh: '特殊教育学校', en: 'Special school' },
  { code: 'home_teaching', zh: '送教上门', en: 'Taught at home' },
]);

const endings: Record<EducationOutcome, Ending> = {
  persuasion_reported: {
    matters: ['education/dropout'],
    facts: [
      day('persuadedOn', '最近一次劝返日期', 'Last persuaded on'),
      day('reportedOn', '书面报告日期', 'Reported on'),
    ],
    documents: ['DOC-PERSUASION-RECORD', 'DOC-DROPOUT-WRITTEN-REPORT'],
    step: 'written_report',
  },
  school_placed: {
    matters: ['education/dropout', 'special-education'],
    facts: [form, day('placedOn', '安置日期', 'Placed on')],
    documents: ['DOC-SCHOOL-PLACEMENT'],
  },
};

export const educationQueue = deskQueue('education', {
  outcomes: [
    ...deskEndings(rolesAt('education')),
    ...educationOutcomes.map((row) => ({ ...row, ...endings[row.code] })),
  ],
});
