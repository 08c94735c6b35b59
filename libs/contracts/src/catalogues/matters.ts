/**
 * Canonical kinds of need: the 22 kinds of the counties' responsibility tables, each with an ASCII slug.
 * Guarantee: same codes as `MatterKind` in the event schemas (checked by the compiler), slugs unique.
 * Not here: which agency answers for a kind; that is the county's table in `@yimen/routing`.
 */
import type { MatterKind } from '../generated/event-types';
import { rowsOf } from './texts';
import type { Texts } from './texts';

interface MatterRow extends Texts {
  /** for URLs and file names */
  slug: string;
}

const matters = {
  accountability: { slug: 'accountability', zh: '督导问责', en: 'Accountability' },
  assessment: { slug: 'assessment', zh: '调查评估', en: 'Assessment' },
  'education/dropout': { slug: 'dropout', zh: '控辍保学', en: 'Schooling and drop-out' },
  emergency: { slug: 'emergency', zh: '应急处置', en: 'Emergency' },
  employment: { slug: 'employment', zh: '就业扶持', en: 'Employment' },
  finance: { slug: 'finance', zh: '经费保障', en: 'Funding' },
  governance: { slug: 'governance', zh: '组织协调', en: 'Governance' },
  guardianship: { slug: 'guardianship', zh: '监护', en: 'Guardianship' },
  'household-registration': { slug: 'household-registration', zh: '户籍登记', en: 'Household registration' },
  housing: { slug: 'housing', zh: '住房保障', en: 'Housing' },
  'intake/report': { slug: 'report', zh: '受理与报告', en: 'Intake and report' },
  'ledger/info': { slug: 'ledger', zh: '台账与信息', en: 'Ledgers and information' },
  'legal-aid': { slug: 'legal-aid', zh: '法律援助', en: 'Legal aid' },
  'living-allowance': { slug: 'living-allowance', zh: '基本生活保障', en: 'Living allowance' },
  medical: { slug: 'medical', zh: '医疗保障', en: 'Medical care' },
  psychological: { slug: 'psychological', zh: '心理关爱', en: 'Psychological support' },
  publicity: { slug: 'publicity', zh: '宣传引导', en: 'Publicity' },
  rehab: { slug: 'rehab', zh: '康复救助', en: 'Rehabilitation aid' },
  'special-education': { slug: 'special-education', zh: '特殊教育', en: 'Special education' },
  training: { slug: 'training', zh: '培训', en: 'Training' },
  'venue/儿童之家': { slug: 'venue', zh: '儿童之家', en: "Children's home venue" },
  'visit/patrol': { slug: 'visit', zh: '走访巡查', en: 'Visits and patrol' },
} as const satisfies Record<MatterKind, MatterRow>;

/** All 22 kinds: code, slug, names. */
export const matterCatalogue: readonly (MatterRow & { code: MatterKind })[] = rowsOf<MatterKind, MatterRow>(
  matters,
);
