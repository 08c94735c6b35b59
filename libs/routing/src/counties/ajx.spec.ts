import { describeRows } from '../fixtures/county-rows';
import { parent } from '../fixtures/facts';

const bothAway = { father: parent('away_working'), mother: parent('away_working') };
const deadAndImprisoned = { father: parent('imprisoned', 8), mother: parent('dead') };
const limbsSevere = { category: 4, level: 1, certificate: true };
const limbsMild = { category: 4, level: 3, certificate: true };

/** 二（一）1–8: who is which child, and what each element is proved by. */
describeRows('AJX', [
  {
    row: 'AJX-O1',
    given: {
      matters: ['ledger/info'],
      facts: { ...bothAway, ageYears: 9, ruralHukou: true, hukou: 'local', carer: 'grandparent' },
    },
    lead: 'civil_affairs',
    categories: ['C-LEFT'],
    silent: { facts: { father: parent('caring'), mother: parent('caring') } },
  },
  {
    row: 'AJX-O2',
    given: { matters: ['living-allowance'], facts: { orphan: true, ageYears: 9, carer: 'grandparent' } },
    lead: 'civil_affairs',
    categories: ['C-ORPH-S'],
    documents: ['DOC-DEATH-CERT'],
    silent: { facts: { orphan: false, father: parent('caring'), mother: parent('caring') } },
  },
  {
    row: 'AJX-O2a',
    given: { matters: ['living-allowance'], facts: { orphan: true, ageYears: 9, carer: 'institution' } },
    cooperating: ['child_welfare_institution'],
    categories: ['C-ORPH-I'],
    silent: { facts: { carer: 'grandparent' } },
  },
  {
    row: 'AJX-O2b',
    given: { matters: ['living-allowance'], facts: { orphan: true, ageYears: 9, carer: 'grandparent' } },
    categories: ['C-ORPH-S'],
    documents: ['DOC-DEATH-CERT'],
    silent: { facts: { carer: 'institution' } },
  },
  {
    row: 'AJX-O3',
    given: { matters: ['living-allowance'], facts: { ageYears: 10, ...deadAndImprisoned } },
    lead: 'civil_affairs',
    categories: ['C-DEFACTO'],
    clocks: [['L07', '2026-04-13']],
    silent: { facts: { mother: parent('caring') } },
  },
  {
    row: 'AJX-O3',
    given: {
      matters: ['living-allowance'],
      facts: { ageYears: 10, father: parent('lost_contact', 3, true), mother: parent('dead') },
    },
    lead: 'civil_affairs',
    clocks: [['L08', '2026-06-20']],
    silent: { facts: { father: parent('caring') } },
  },
  {
    row: 'AJX-O3a',
    given: {
      matters: ['living-allowance'],
      facts: { ageYears: 10, father: parent('severe_disability'), mother: parent('dead') },
    },
    cooperating: ['disability_federation'],
    silent: { facts: { father: parent('imprisoned', 8) } },
  },
  {
    row: 'AJX-O3b',
    given: {
      matters: ['living-allowance'],
      facts: { ageYears: 10, father: parent('severe_illness'), mother: parent('dead') },
    },
    cooperating: ['health'],
    documents: ['DOC-DIAGNOSIS'],
    silent: { facts: { father: parent('imprisoned', 8) } },
  },
  {
    row: 'AJX-O3c',
    given: { matters: ['living-allowance'], facts: { ageYears: 10, ...deadAndImprisoned } },
    cooperating: ['justice'],
    documents: ['DOC-CUSTODY-PAPERS'],
    silent: { facts: { father: parent('severe_disability') } },
  },
  {
    row: 'AJX-O3d',
    given: { matters: ['living-allowance'], facts: { ageYears: 10, ...deadAndImprisoned } },
    documents: ['DOC-DEATH-CERT'],
    silent: { facts: { mother: parent('lost_contact', 7, true) } },
  },
  {
    row: 'AJX-O3e',
    given: { matters: ['living-allowance'], facts: { ageYears: 10, ...deadAndImprisoned } },
    categories: ['C-DEFACTO'],
    silent: { facts: { father: parent('caring'), mother: parent('caring') } },
  },
  {
    row: 'AJX-O4',
    given: {
      matters: ['living-allowance'],
      facts: { lowIncome: 'dibao', disability: limbsSevere, ageYears: 9 },
    },
    lead: 'civil_affairs',
    documents: ['DOC-INCOME-CERT', 'DOC-DISABILITY-CERT'],
    categories: ['O4'],
    silent: { facts: { lowIncome: 'ordinary' } },
  },
  {
    row: 'AJX-O5',
    given: {
      matters: ['ledger/info'],
      facts: { lowIncome: 'dibao_edge', disability: limbsMild, ageYears: 9 },
    },
    lead: 'civil_affairs',
    documents: ['DOC-INCOME-CERT'],
    categories: ['O5'],
    silent: { facts: { disability: limbsSevere } },
  },
  {
    row: 'AJX-O6',
    given: {
      matters: ['ledger/info'],
      facts: { lowIncome: 'ordinary', disability: limbsSevere, ageYears: 9 },
    },
    lead: 'civil_affairs',
    documents: ['DOC-DIAGNOSIS'],
    categories: ['O6'],
    silent: { facts: { disability: null } },
  },
]);
