/** A small queue with one of everything, for tests of the kernel itself. */
import { defineQueue } from '../definition';
import type { QueueDefinition } from '../definition';
import {
  standardActions,
  standardColumns,
  standardSigning,
  standardStates,
  standardViews,
} from '../standard';

export const testDefinition: QueueDefinition = {
  service: 'police',
  zh: '测试工单',
  en: 'Test queue',
  roles: ['police'],
  states: standardStates,
  actions: standardActions,
  signing: standardSigning,
  returnReasons: ['not_our_duty', 'wrong_area'],
  outcomes: [
    { code: 'done', zh: '办结', en: 'Done', facts: [], documents: [] },
    {
      code: 'warned',
      zh: '告诫',
      en: 'Warned',
      roles: ['police'],
      matters: ['emergency'],
      facts: [
        { name: 'seen', zh: '见到', en: 'Seen', kind: 'boolean', needed: true },
        { name: 'on', zh: '日期', en: 'On', kind: 'date', needed: true },
        { name: 'at', zh: '时刻', en: 'At', kind: 'time', needed: false },
        { name: 'times', zh: '次数', en: 'Times', kind: 'number', needed: false },
        { name: 'number', zh: '文号', en: 'Number', kind: 'reference', needed: false },
        {
          name: 'kind',
          zh: '类别',
          en: 'Kind',
          kind: 'code',
          needed: false,
          codes: [{ code: 'a', zh: '甲', en: 'A' }],
        },
      ],
      documents: ['DOC-DISPOSAL-RECORD'],
    },
    { code: 'visited', zh: '走访', en: 'Visited', roles: ['township'], facts: [], documents: [] },
  ],
  columns: standardColumns,
  views: standardViews,
};

export const testQueue = defineQueue(testDefinition);
