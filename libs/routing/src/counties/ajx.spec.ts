import { describeRows } from '../fixtures/county-rows';
import { parent } from '../fixtures/facts';

describeRows('AJX', [
  {
    row: 'AJX-M2a',
    given: { matters: ['emergency'], risk: 'R1', facts: { harms: ['beaten'], ageYears: 8 } },
    lead: 'police',
    documents: ['DOC-POLICE-INCIDENT-RECORD'],
    silent: { matters: ['medical'], risk: 'R4' },
  },
  {
    row: 'AJX-M2g',
    given: { matters: ['emergency'], risk: 'R1', facts: { harms: ['beaten'], suspects: ['parent'] } },
    cooperating: ['township'],
    notices: ['township'],
    documents: ['DOC-NOTIFICATION-FORM'],
    silent: { risk: 'R3' },
  },
  {
    row: 'AJX-O3',
    given: {
      matters: ['living-allowance'],
      facts: { ageYears: 10, father: parent('imprisoned', 8), mother: parent('dead') },
    },
    categories: ['C-DEFACTO'],
    silent: { facts: { mother: parent('caring') } },
  },
]);
