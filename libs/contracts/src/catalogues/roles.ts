/**
 * Canonical roles: what an agency is, whatever it is called locally, and people and bodies outside the table.
 * Guarantee: every role of the counties' tables and of the expected outcomes is listed once.
 * Not here: local names and agencies (jurisdiction profiles), duties of accounts (`@yimen/auth`).
 */
import { rowsOf } from './texts';
import type { Texts } from './texts';

interface RoleRow extends Texts {
  /** `agency` can have a desk; `community` works below county level; `person` and `outside` only get notices */
  kind: 'agency' | 'community' | 'person' | 'outside';
}

const roles = {
  police: { kind: 'agency', zh: '公安', en: 'Police' },
  civil_affairs: { kind: 'agency', zh: '民政', en: 'Civil affairs' },
  education: { kind: 'agency', zh: '教育', en: 'Education' },
  disability_federation: { kind: 'agency', zh: '残联', en: "Disabled persons' federation" },
  health: { kind: 'agency', zh: '卫生健康', en: 'Health' },
  medical_insurance: { kind: 'agency', zh: '医疗保障', en: 'Medical insurance' },
  human_resources: { kind: 'agency', zh: '人力资源和社会保障', en: 'Human resources and social security' },
  justice: { kind: 'agency', zh: '司法行政', en: 'Justice (legal aid)' },
  court: { kind: 'agency', zh: '法院', en: 'Court' },
  procuratorate: { kind: 'agency', zh: '检察院', en: 'Procuratorate' },
  finance: { kind: 'agency', zh: '财政', en: 'Finance' },
  housing: { kind: 'agency', zh: '住房和城乡建设', en: 'Housing' },
  development_reform: { kind: 'agency', zh: '发展改革', en: 'Development and reform' },
  taxation: { kind: 'agency', zh: '税务', en: 'Taxation' },
  women_federation: { kind: 'agency', zh: '妇联', en: "Women's federation" },
  women_children_committee: {
    kind: 'agency',
    zh: '妇女儿童工作委员会',
    en: 'Committee on women and children',
  },
  youth_league: { kind: 'agency', zh: '共青团', en: 'Youth league' },
  trade_union: { kind: 'agency', zh: '工会', en: 'Trade union' },
  care_next_generation: { kind: 'agency', zh: '关工委', en: 'Committee for the care of the next generation' },
  political_legal: { kind: 'agency', zh: '政法委', en: 'Political and legal affairs commission' },
  propaganda: { kind: 'agency', zh: '宣传', en: 'Publicity department' },
  culture_media: { kind: 'agency', zh: '文化广电', en: 'Culture and media' },
  cyberspace: { kind: 'agency', zh: '网信', en: 'Cyberspace administration' },
  government_office: { kind: 'agency', zh: '政府办公室', en: 'Government office' },
  coordination_office: { kind: 'agency', zh: '协同办公室（领导小组办公室）', en: 'Coordination office' },
  child_protection_agency: { kind: 'agency', zh: '未成年人救助保护机构', en: 'Child protection agency' },
  child_welfare_institution: { kind: 'agency', zh: '儿童福利机构', en: 'Child welfare institution' },
  rescue_station: { kind: 'agency', zh: '救助管理机构', en: 'Rescue station' },
  township: { kind: 'community', zh: '乡镇（街道）', en: 'Township or subdistrict' },
  village: { kind: 'community', zh: '村（居）民委员会', en: "Village or residents' committee" },
  town_worker: { kind: 'community', zh: '儿童督导员', en: 'Child supervisor' },
  village_worker: { kind: 'community', zh: '儿童主任', en: 'Child director' },
  school: { kind: 'community', zh: '学校', en: 'School' },
  medical_institution: { kind: 'community', zh: '医疗机构', en: 'Medical institution' },
  social_org: { kind: 'community', zh: '社会组织', en: 'Social organisation' },
  guardian: { kind: 'person', zh: '监护人', en: 'Guardian' },
  relative: { kind: 'person', zh: '亲属', en: 'Relative' },
  reporter: { kind: 'person', zh: '报告人', en: 'Reporter' },
  external: { kind: 'outside', zh: '外辖区单位', en: 'Agency of another region' },
  other: { kind: 'outside', zh: '其他单位', en: 'Other body' },
} as const satisfies Record<string, RoleRow>;

export type Role = keyof typeof roles;

/** All canonical roles: code, kind, names. */
export const roleCatalogue: readonly (RoleRow & { code: Role })[] = rowsOf<Role, RoleRow>(roles);

/** True if `code` is a canonical role. */
export const isRole = (code: string): code is Role => Object.hasOwn(roles, code);
