/**
 * The civil affairs desk as data: what every desk has, a care plan, and the county's own temporary guardianship.
 * Guarantee: every outcome code of the contracts has its row (checked by the compiler). Sources: 未成年人保护法 92、93
 * (grounds), AJX-M3b, BX-8b (plan after assessment), AJQ-08-2, SX-P5a, HR-17 (registration with ground and dates).
 */
import { civilAffairsOutcomes, rolesAt } from '@yimen/contracts';
import type { CivilAffairsOutcome } from '@yimen/contracts';
import { coded, day, deskEndings, deskQueue, optional, yesNo } from '@yimen/work-queue';
import type { Ending } from '@yimen/work-queue';

/** 未成年人保护法 92: the seven situations, in its order. */
const ground = coded('ground', '临时监护情形', 'Ground', [
  {
    code: 'parents_not_found',
    zh: '流浪乞讨或身份不明，暂时查找不到监护人',
    en: 'Guardians cannot be found',
  },
  { code: 'guardian_missing', zh: '监护人下落不明且无其他人可担任', en: 'Guardian missing, nobody else can' },
  { code: 'guardian_unable', zh: '监护人因客观原因或突发事件不能履责', en: 'Guardian unable' },
  { code: 'guardian_neglects', zh: '监护人拒绝或怠于履责，无人照料', en: 'Guardian refuses or neglects' },
  { code: 'guardian_incites', zh: '监护人教唆、利用违法犯罪，需带离', en: 'Guardian incites offences' },
  { code: 'guardian_harms', zh: '遭监护人严重伤害或面临人身安全威胁', en: 'Guardian harms or threatens' },
  { code: 'other_by_law', zh: '法律规定的其他情形', en: 'Other ground of the law' },
]);

const endings: Record<CivilAffairsOutcome, Ending> = {
  care_plan_made: {
    facts: [
      day('decidedOn', '方案日期', 'Decided on'),
      yesNo('childHeard', '已听取儿童意见', 'The child was heard'),
      optional(day('reviewOn', '复评日期', 'Review on')),
    ],
    documents: ['DOC-CARE-PLAN'],
  },
  temporary_guardianship: {
    facts: [
      ground,
      day('startedOn', '起始日期', 'Started on'),
      yesNo('childSeen', '见到儿童本人', 'The child was seen'),
    ],
    documents: ['DOC-TEMP-GUARDIANSHIP'],
    step: 'temporary_guardianship',
  },
};

export const civilAffairsQueue = deskQueue('civil-affairs', {
  outcomes: [
    ...deskEndings(rolesAt('civil-affairs')),
    ...civilAffairsOutcomes.map((row) => ({ ...row, ...endings[row.code] })),
  ],
});
